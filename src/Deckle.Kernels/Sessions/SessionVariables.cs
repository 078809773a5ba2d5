using System.Text;
using Deckle.Json;
using Deckle.Parameters.Formatting;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// Asks a kernel for its variables. The programs that answer look at types, lengths, shapes and at values of the language's own types only:
/// no <c>repr</c>, property or method of the user's runs, and nothing of theirs stays behind.
/// </summary>
internal static class SessionVariables
{
    private const string Key = "variables";

    // What R prints between other things that a session prints.
    private const string Begin = "\u0002deckle:";
    private const char End = '\u0003';

    /// <summary>The content of the <c>execute_request</c> that asks.</summary>
    /// <exception cref="DeckleException"><c>session-language-unsupported</c>.</exception>
    public static JsonObject Question(string language)
    {
        // Hexadecimal digits are the same in any repr.
        string python = $"(lambda names: (__import__('builtins').exec({PythonRepr.Ascii(Program("session_variables.py"))}, names), names['answer'](names['user']))[1])"
            + "({'__name__': 'session_variables', 'user': __import__('builtins').globals()})";
        return language switch
        {
            "python" => Execute("", JsonObject.Of((Key, python))),
            "R" => Execute(Program("session_variables.R"), JsonObject.Empty),
            _ => throw SessionErrors.LanguageUnsupported(language),
        };
    }

    /// <param name="printed">What the kernel printed meanwhile.</param>
    /// <returns>Null for no answer.</returns>
    public static JsonObject? Answer(string language, JsonObject reply, IReadOnlyList<JsonString> printed)
    {
        try
        {
            return JsonReader.Read(language == "python" ? FromExpression(reply) : FromText(printed)) as JsonObject;
        }
        catch (Exception e) when (e is FormatException or JsonSyntaxException)
        {
            return null;
        }
    }

    private static byte[] FromExpression(JsonObject reply) =>
        Convert.FromHexString((reply.Get<JsonObject>("user_expressions")?.Get<JsonObject>(Key)?.Get<JsonObject>("data")?.GetText("text/plain") ?? "").Trim('\''));

    private static byte[] FromText(IReadOnlyList<JsonString> printed)
    {
        string text = string.Concat(printed.Select(piece => piece.Text));
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : text.IndexOf(End, begin);
        return end < 0 ? [] : Encoding.UTF8.GetBytes(text[(begin + Begin.Length)..end]);
    }

    private static JsonObject Execute(string code, JsonObject expressions) => JsonObject.Of(
        ("code", code),
        ("silent", false),
        ("store_history", false),
        ("user_expressions", expressions),
        ("allow_stdin", false),
        ("stop_on_error", false));

    private static string Program(string name)
    {
        using Stream stream = typeof(SessionVariables).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
