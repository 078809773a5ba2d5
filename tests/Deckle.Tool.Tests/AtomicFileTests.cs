using System.Buffers;
using System.Runtime.Versioning;
using Deckle.Stores;

namespace Deckle.Tool.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_new_file_and_an_old_one_are_written_and_nothing_stays_beside()
    {
        string path = folder.Combine("a.ipynb");

        AtomicFile.Write(path, "one"u8);
        AtomicFile.Write(path, output => output.Write("two"u8));

        Assert.Equal("two", folder.Read("a.ipynb"));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_failure_while_writing_leaves_the_old_file_and_nothing_beside()
    {
        string path = folder.Write("a.ipynb", "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, output =>
        {
            output.Write("half"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", folder.Read("a.ipynb"));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    public void Permissions_are_kept(UnixFileMode mode)
    {
        string path = folder.Write("a.ipynb", "old");
        File.SetUnixFileMode(path, mode);

        AtomicFile.Write(path, "new"u8);

        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_place_that_is_held_follows_no_link_that_comes_later()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "folders are held on Linux");
        string other = folder.Write("other/a.ipynb", "other");
        folder.Write("root/sub/file", "");
        using var root = HeldFolder.Open(folder.Combine("root"));
        using HeldPlace place = HeldPlace.Open(folder.Combine("root/a.ipynb"));
        File.CreateSymbolicLink(folder.Combine("root/a.ipynb"), other);
        File.CreateSymbolicLink(folder.Combine("root/link"), folder.Combine("other"));

        place.Write("new"u8);
        DeckleException below = Assert.Throws<DeckleException>(() => root.PlaceOf("link/a.ipynb", "link/a.ipynb"));
        Directory.Move(folder.Combine("root"), folder.Combine("moved"));
        DeckleException gone = Assert.Throws<DeckleException>(() => place.Write("newer"u8));

        Assert.Equal(("new", "other"), (folder.Read("moved/a.ipynb"), folder.Read("other/a.ipynb")));
        Assert.Equal(("output-folder-link", "output-folder-moved"), (below.Code, gone.Code));
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        folder.Write("real/a.ipynb", "old");
        string link = folder.Combine("link.ipynb");
        File.CreateSymbolicLink(link, Path.Combine("real", "a.ipynb"));

        AtomicFile.Write(link, "new"u8);

        Assert.Equal("new", folder.Read("real/a.ipynb"));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Nobody_ever_reads_half_a_file()
    {
        string path = folder.Combine("a.ipynb");
        byte[][] contents = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Repeat((byte)('a' + i), 200_000).ToArray())];
        AtomicFile.Write(path, contents[0]);

        Parallel.For(0, 40, i =>
        {
            AtomicFile.Write(path, contents[i % contents.Length]);
            byte[] read = File.ReadAllBytes(path);

            Assert.Equal(200_000, read.Length);
            Assert.Equal(read[0], read[^1]);
        });

        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_a_killed_process_left_beside_is_no_obstacle()
    {
        string path = folder.Combine("a.ipynb");
        folder.Write($".a.ipynb.deckle-{Environment.ProcessId}.tmp", "left");

        AtomicFile.Write(path, "new"u8);

        Assert.Equal("new", folder.Read("a.ipynb"));
    }

    [Fact]
    public void A_name_as_long_as_names_can_be_is_written()
    {
        string name = new string('n', 249) + ".ipynb";

        AtomicFile.Write(folder.Combine(name), "new"u8);

        Assert.Equal("new", folder.Read(name));
    }

    [Fact]
    public void A_device_is_written_to_not_replaced()
    {
        AtomicFile.Write("/dev/null", "new"u8);

        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => AtomicFile.Write(folder.Combine("no/such/a.ipynb"), "new"u8));

        Assert.Equal(("output-no-folder", ErrorKind.Input), (error.Code, error.Kind));
        Assert.Contains(folder.Combine("no/such"), error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_not_a_file()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => AtomicFile.Write(folder.Path, "new"u8));

        Assert.Equal("output-is-folder", error.Code);
    }

    [Fact]
    public void A_full_disk_is_not_the_users_mistake()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => AtomicFile.Write("/dev/full", "new"u8));

        Assert.Equal(("output-disk-full", ErrorKind.Unavailable), (error.Code, error.Kind));
    }

    public void Dispose() => folder.Dispose();
}
