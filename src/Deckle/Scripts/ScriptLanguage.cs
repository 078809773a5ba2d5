namespace Deckle.Scripts;

/// <summary>A language that notebooks are written in, as scripts of it see it.</summary>
/// <param name="Name">As kernels call it, in lower case but for <c>R</c>: <c>python</c>, <c>csharp</c>.</param>
/// <param name="Extension">The ending of its scripts, with the dot.</param>
/// <param name="Comment">What opens a comment.</param>
/// <param name="CommentEnd">What closes it, for languages whose comments do not end with the line; else empty.</param>
public sealed record ScriptLanguage(string Name, string Extension, string Comment, string CommentEnd = "")
{
    public bool IsPython => Name == "python";

    /// <summary>A line of text as a comment; an empty line becomes the sign alone.</summary>
    public string ToComment(string line)
    {
        string text = line.Length == 0 ? Comment : $"{Comment} {line}";
        return CommentEnd.Length == 0 ? text : $"{text} {CommentEnd}";
    }

    /// <summary>The text of a comment line; a line that is none stays as it is.</summary>
    public string FromComment(string line)
    {
        string text = line.StartsWith(Comment + " ", StringComparison.Ordinal) ? line[(Comment.Length + 1)..]
            : line.StartsWith(Comment, StringComparison.Ordinal) ? line[Comment.Length..]
            : line;
        return CommentEnd.Length == 0 || !text.EndsWith(CommentEnd, StringComparison.Ordinal) ? text
            : text.EndsWith(" " + CommentEnd, StringComparison.Ordinal) ? text[..^(CommentEnd.Length + 1)]
            : text[..^CommentEnd.Length];
    }
}
