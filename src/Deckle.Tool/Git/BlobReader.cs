using System.Globalization;
using System.Text;

namespace Deckle.Tool.Git;

/// <summary>Reads many objects with one <c>git cat-file --batch</c>.</summary>
internal static class BlobReader
{
    /// <param name="objects">Names of blobs; each is handed over once, in this order.</param>
    /// <param name="take">Gets the name and the content, which is the caller's.</param>
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-failed</c>.</exception>
    public static void Read(GitRepository repository, IReadOnlyList<string> objects, Action<string, byte[]> take)
    {
        if (objects.Count == 0)
        {
            return;
        }

        byte[] names = Encoding.ASCII.GetBytes(string.Join('\n', objects) + "\n");
        (int exitCode, string error) = GitProgram.Read(repository.Root, ["cat-file", "--batch"], names, output =>
        {
            using var buffered = new BufferedStream(output, 1 << 16);
            foreach (string name in objects)
            {
                // "<name> blob <size>" LF content LF, or "<name> missing" LF
                string[] head = Line(buffered).Split(' ');
                if (head is not [_, _, var size])
                {
                    continue;
                }

                byte[] content = new byte[int.Parse(size, CultureInfo.InvariantCulture)];
                buffered.ReadExactly(content);
                buffered.ReadByte();
                take(name, content);
            }
        });
        if (exitCode != 0)
        {
            throw GitErrors.Failed("read the index", new GitResult(exitCode, default, error));
        }
    }

    private static string Line(Stream stream)
    {
        var line = new StringBuilder();
        for (int next = stream.ReadByte(); next is not (-1 or '\n'); next = stream.ReadByte())
        {
            line.Append((char)next);
        }

        return line.ToString();
    }
}
