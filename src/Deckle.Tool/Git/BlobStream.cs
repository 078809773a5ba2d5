using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Deckle.Tool.Git;

/// <summary>Reads objects one by one as they are asked for, all with one <c>git cat-file --batch</c>.</summary>
internal sealed class BlobStream : IDisposable
{
    private readonly Process process;
    private readonly Task<string> error;
    private readonly Stream input;
    private readonly BufferedStream output;

    /// <param name="folder">Where git is asked; null for the current folder.</param>
    /// <param name="variables">What git finds in its environment beside ours.</param>
    /// <exception cref="DeckleException"><c>git-missing</c>.</exception>
    public BlobStream(string? folder, params IEnumerable<(string Name, string Value)> variables)
    {
        process = GitProgram.Open(folder, ["cat-file", "--batch"], variables);
        error = process.StandardError.ReadToEndAsync();
        input = process.StandardInput.BaseStream;
        output = new BufferedStream(process.StandardOutput.BaseStream, 1 << 16);
    }

    /// <summary>The type and content of an object; null where there is none of that name.</summary>
    /// <param name="name">Anything that names an object, such as <c>HEAD:a.ipynb</c>, without line ends.</param>
    /// <exception cref="DeckleException"><c>git-failed</c>.</exception>
    public (string Type, byte[] Content)? Read(string name)
    {
        try
        {
            input.Write(Encoding.UTF8.GetBytes($"{name}\n"));
            input.Flush();

            // "ID blob SIZE" LF content LF, or the name and "missing" or "ambiguous" LF
            string line = Line();
            if (line.Split(' ') is not [{ Length: 40 or 64 }, var type, var digits] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int size))
            {
                return null;
            }

            byte[] content = new byte[size];
            output.ReadExactly(content);
            output.ReadByte();
            return (type, content);
        }
        catch (IOException)
        {
            // git ended: it says why.
            process.WaitForExit();
            throw GitErrors.Failed($"read {name}", new GitResult(process.ExitCode, default, error.Result));
        }
    }

    public void Dispose()
    {
        input.Dispose();
        output.Dispose();
        process.WaitForExit();
        process.Dispose();
    }

    private string Line()
    {
        using var line = new MemoryStream();
        for (int next = output.ReadByte(); next != '\n'; next = output.ReadByte())
        {
            line.WriteByte(next >= 0 ? (byte)next : throw new EndOfStreamException());
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }
}
