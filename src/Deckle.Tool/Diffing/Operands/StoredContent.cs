using Deckle.Tool.Git;
using Deckle.Tool.Git.Filtering;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>What a stored object stands for: where it is the pointer that git-lfs put in place of a notebook, the notebook.</summary>
internal static class StoredContent
{
    /// <param name="name">The object.</param>
    /// <param name="path">Of the file, whose attributes name the filter.</param>
    public static ReadOnlyMemory<byte> Of(byte[] content, string name, string path)
    {
        if (content.Length == 0 || !NotebookFilter.IsStoredAsItIs(content))
        {
            return content;
        }

        // Where git-lfs is missing, or the content cannot be had, the pointers are compared.
        GitResult result = GitProgram.Run(null, ["cat-file", "--filters", $"--path={path}", name]);
        return result.IsGood ? result.Output : content;
    }
}
