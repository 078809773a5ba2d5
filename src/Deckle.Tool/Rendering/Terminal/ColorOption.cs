using System.CommandLine;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>When colours are used: <c>--color[=WHEN]</c> and <c>--no-color</c>, as in git. By default on a terminal, unless <c>NO_COLOR</c> is set.</summary>
internal sealed class ColorOption
{
    private readonly AttachedOption color = new("--color", "[=WHEN]", "Use colours: always, never, or auto, which is on a terminal unless NO_COLOR is set.");
    private readonly Option<bool> none = new("--no-color") { Description = "Use no colours." };

    public void AddTo(Command command)
    {
        color.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && word.Value is not ("always" or "never" or "auto") && word.Value != AttachedOption.None)
            {
                result.AddError($"'{word.Value}' is none of always, never, auto");
            }
        });
        command.Add(color);
        command.Add(none);
    }

    public bool Read(ParseResult parsed) => color.Read(parsed) switch
    {
        _ when parsed.GetValue(none) => false,
        "always" or "" => true,
        "never" => false,
        _ => TerminalKind.OfProcess().ShowsColors,
    };
}
