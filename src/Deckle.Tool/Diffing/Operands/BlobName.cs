namespace Deckle.Tool.Diffing.Operands;

/// <summary>A file in a revision or in the index: <c>HEAD~1:a.ipynb</c>, <c>:a.ipynb</c>, <c>:2:a.ipynb</c>.</summary>
/// <param name="Text">As it was given; git understands it.</param>
/// <param name="Revision">As people are told: the revision, <c>index</c>, or for a stage of a conflict <c>base</c>, <c>ours</c>, <c>theirs</c>.</param>
/// <param name="Path">From the top of the work tree; with <c>./</c> or <c>../</c> from the current folder.</param>
internal sealed record BlobName(string Text, string Revision, string Path)
{
    /// <summary>Null where the text is none, as git sees it: there a colon may also stand in <c>HEAD^{/text}</c>, search for a commit (<c>:/text</c>) or begin a pathspec (<c>:(icase)a</c>).</summary>
    public static BlobName? Parse(string text)
    {
        int colon = Braces.IndexOutside(text, ":");
        if (colon < 0 || (colon == 0 && (text.Length == 1 || text[1] is '/' or '(' or '!' or '^')))
        {
            return null;
        }

        return colon == 0 && text is [_, '0' or '1' or '2' or '3', ':', ..]
            ? new BlobName(text, text[1] switch { '1' => "base", '2' => "ours", '3' => "theirs", _ => Sides.Index }, text[3..])
            : new BlobName(text, colon == 0 ? Sides.Index : text[..colon], text[(colon + 1)..]);
    }
}
