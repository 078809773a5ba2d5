using System.Globalization;
using System.Text;
using Deckle.Audit.Hygiene;
using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks.Selecting;

/// <summary>Reads what git has stored: what will be committed, or was. Many objects to a call of git, and never more than a part of them in memory.</summary>
internal sealed class StoredFiles(GitRepository repository)
{
    private const long MaxBatch = 64L << 20;

    /// <summary>The files in order, read as they are asked for.</summary>
    public IEnumerable<LoadedFile> Read(IReadOnlyList<CheckedFile> files)
    {
        long[] sizes = Sizes(files);
        for (int start = 0, end; start < files.Count; start = end)
        {
            long batch = 0;
            for (end = start; end < files.Count && (end == start || batch + Loaded(sizes[end]) <= MaxBatch); end++)
            {
                batch += Loaded(sizes[end]);
            }

            foreach (LoadedFile file in ReadBatch(files, sizes, start, end))
            {
                yield return file;
            }
        }
    }

    private IEnumerable<LoadedFile> ReadBatch(IReadOnlyList<CheckedFile> files, long[] sizes, int start, int end)
    {
        ReadOnlyMemory<byte> output = CatFile("--batch", Enumerable.Range(start, end - start).Where(i => Loaded(sizes[i]) > 0).Select(i => files[i])).Output;
        for (int i = start; i < end; i++)
        {
            ReadOnlyMemory<byte> content = default;
            if (Loaded(sizes[i]) > 0)
            {
                // ID blob 12␊content␊
                int from = output.Span.IndexOf((byte)'\n') + 1;
                content = output.Slice(from, (int)sizes[i]);
                output = output[(from + (int)sizes[i] + 1)..];
            }

            yield return Load(files[i], content, sizes[i]);
        }
    }

    private LoadedFile Load(CheckedFile entry, ReadOnlyMemory<byte> content, long size)
    {
        if (entry.Mode == CheckedFile.Submodule)
        {
            return LoadedFile.OfFolder(entry);
        }

        bool isLink = entry.Mode == CheckedFile.Link;
        bool isExecutable = entry.Mode == CheckedFile.Executable;
        return LoadedFile.Of(entry, new HygieneFile(entry.Path, content)
        {
            Size = size,
            IsExecutable = isExecutable,
            IsExecutableInIndex = isExecutable,
            IsSymlink = isLink,
            IsBrokenSymlink = isLink && !SymbolicLink.IsSomething(Path.Combine(repository.Root, Path.GetDirectoryName(entry.Path) ?? "", Encoding.UTF8.GetString(content.Span))),
        });
    }

    // ID blob 12, or "ID missing": a submodule's commit is not ours, and a partial clone has only what was asked for.
    private long[] Sizes(IReadOnlyList<CheckedFile> files) =>
    [
        .. CatFile("--batch-check", files).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Select(parts => parts is [_, "blob", var size] ? long.Parse(size, CultureInfo.InvariantCulture) : 0),
    ];

    private GitResult CatFile(string mode, IEnumerable<CheckedFile> files)
    {
        byte[] names = Encoding.ASCII.GetBytes(string.Concat(files.Select(file => $"{file.Object}\n")));
        GitResult result = names.Length == 0 ? new GitResult(0, default, "") : GitProgram.Run(repository.Root, ["cat-file", mode], names);
        return result.IsGood ? result : throw GitErrors.Failed("read what is stored", result);
    }

    private static long Loaded(long size) => size <= LoadedFile.MaxSize ? size : 0;
}
