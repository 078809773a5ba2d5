namespace Deckle.Validation;

/// <summary>What to do about a key that is missing or too many.</summary>
internal static class Advice
{
    public static string ForMissing(string key, Place place) => key switch
    {
        "id" => "give it one: deckle validate --fix",
        "metadata" or "data" => $"add \"{key}\": {{}}",
        "outputs" or "source" or "traceback" or "cells" or "worksheets" or "input" => $"add \"{key}\": []",
        "execution_count" => "add \"execution_count\": null",
        "nbformat" => "add \"nbformat\": 4",
        "nbformat_minor" => "add it: 5 where cells have ids, else 4",
        "text" => "add \"text\": []",
        "name" when place.Ref == "stream" => "add it: stdout or stderr",
        "name" when place.Path.LastKey == "kernelspec" => "add the kernel's: deckle kernels lists them",
        "name" => "add it, such as python",
        "display_name" => "add it: the name of the kernel that menus show",
        _ => "add it",
    };

    public static string ForSurplus(string key, Place place) => key switch
    {
        "transient" => "it belongs to messages, never to files: remove it",
        "id" when place.Ref.EndsWith("_cell", StringComparison.Ordinal) => "cell ids came with nbformat 4.5: raise nbformat_minor to 5, or remove it",
        "outputs" or "execution_count" when place.Ref.EndsWith("_cell", StringComparison.Ordinal) => "only code cells run: remove it, or make the cell a code cell",
        "attachments" => "only Markdown and raw cells have attachments: remove it",
        _ when place.Ref == "notebook" || place.Ref.EndsWith("_cell", StringComparison.Ordinal) => "remove it, or move it into metadata, where any key may stand",
        _ => "remove it",
    };
}
