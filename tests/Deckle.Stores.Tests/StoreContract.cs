using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Deckle.Stores.Tests;

/// <summary>What every store keeps, whichever it is.</summary>
public abstract class StoreContract
{
    private static readonly byte[] Small = Encoding.UTF8.GetBytes("""{"cells": []}""");

    /// <summary>A place of the test's own.</summary>
    protected abstract StoreAddress Place(string name);

    /// <summary>In a bucket that is not there; null where there are no buckets.</summary>
    protected abstract StoreAddress? NoBucket { get; }

    /// <summary>The folder all places are in; null where a store cannot list.</summary>
    protected virtual StoreAddress? Folder => null;

    /// <summary>Whether nothing can come between the look at a condition and the write.</summary>
    protected virtual bool AreConditionsAtomic => true;

    protected abstract StoreSet Stores { get; }

    [Fact]
    public async Task What_is_written_is_read()
    {
        StoreAddress place = Place("a b+c%d&é.ipynb");

        string? version = await WriteAsync(place, Small);
        StoredBytes read = await Stores.ReadAsync(place);

        Assert.Equal(Small, read.Content.ToArray());
        Assert.NotNull(version);
        Assert.Equal(version, read.Version);
        Assert.Equal((Small.Length, version), await Stores.For(place).FindAsync(place) is { } found ? ((int)found.Size!, found.Version) : default);
    }

    [Fact]
    public async Task Nothing_at_all_can_be_written_and_read()
    {
        StoreAddress place = Place("empty.ipynb");

        await WriteAsync(place, []);

        Assert.Equal(0, (await Stores.ReadAsync(place)).Content.Length);
    }

    [Fact]
    public async Task A_hundred_megabytes_go_and_come_back_without_being_in_memory()
    {
        const int size = 100 * 1024 * 1024;
        StoreAddress place = Place("large.ipynb");
        byte[] block = RandomNumberGenerator.GetBytes(1024 * 1024);
        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < size / block.Length; i++)
        {
            expected.AppendData(block);
        }

        await Stores.For(place).WriteAsync(place, output =>
        {
            for (int i = 0; i < size / block.Length; i++)
            {
                output.Write(block);
            }
        });
        await using StoreContent content = await Stores.For(place).OpenAsync(place);

        Assert.Equal(size, content.Size);
        Assert.Equal(expected.GetHashAndReset(), await SHA256.HashDataAsync(content.Stream));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        StoreAddress place = Place("missing.ipynb");

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => Stores.ReadAsync(place));

        Assert.Null(await Stores.For(place).FindAsync(place));
        Assert.Equal(place.Scheme == StoreScheme.File ? "input-not-found" : "store-not-found", error.Code);
        Assert.Equal(ErrorKind.Input, error.Kind);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_told()
    {
        if (NoBucket is not { } place)
        {
            return;
        }

        DeckleException read = await Assert.ThrowsAsync<DeckleException>(() => Stores.ReadAsync(place));
        DeckleException write = await Assert.ThrowsAsync<DeckleException>(() => WriteAsync(place, Small));
        DeckleException find = await Assert.ThrowsAsync<DeckleException>(() => Stores.For(place).FindAsync(place));

        Assert.Equal(["store-no-bucket", "store-no-bucket", "store-no-bucket"], [read.Code, write.Code, find.Code]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11 * 1024 * 1024)]
    public async Task A_place_that_must_be_empty_is_not_overwritten(int size)
    {
        StoreAddress place = Place($"absent-{size}.ipynb");
        byte[] first = Filled(size, 'a');

        await WriteAsync(place, first, WriteCondition.Absent);
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => WriteAsync(place, Filled(size, 'b'), WriteCondition.Absent));

        Assert.Equal("store-conflict", error.Code);
        Assert.Equal(ErrorKind.Unavailable, error.Kind);
        Assert.Equal(first, (await Stores.ReadAsync(place)).Content.ToArray());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11 * 1024 * 1024)]
    public async Task What_somebody_else_changed_is_not_overwritten(int size)
    {
        StoreAddress place = Place($"changed-{size}.ipynb");
        string? mine = await WriteAsync(place, Filled(size, 'a'));
        string? next = await WriteAsync(place, Filled(size, 'b'), WriteCondition.Unchanged(mine!));

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => WriteAsync(place, Filled(size, 'c'), WriteCondition.Unchanged(mine!)));

        Assert.Equal("store-conflict", error.Code);
        StoredBytes left = await Stores.ReadAsync(place);
        Assert.Equal(next, left.Version);
        Assert.Equal((byte)'b', left.Content.Span[0]);
    }

    [Fact]
    public async Task Of_two_writers_at_once_one_wins_and_the_other_is_told()
    {
        if (!AreConditionsAtomic)
        {
            return;
        }

        StoreAddress place = Place("race.ipynb");
        await WriteAsync(place, Small);
        StoreEntry found = (await Stores.For(place).FindAsync(place))!;
        Func<char, Task<string?>> write = letter => WriteAsync(place, Filled(1000, letter), WriteCondition.AsFound(found));

        Task<string?>[] writers = [write('a'), write('b')];
        await ((Task)Task.WhenAll(writers)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        Task<string?> lost = Assert.Single(writers, writer => writer.IsFaulted);
        Assert.Equal("store-conflict", Assert.IsType<DeckleException>(lost.Exception!.InnerException).Code);
        Assert.Equal(lost == writers[0] ? (byte)'b' : (byte)'a', (await Stores.ReadAsync(place)).Content.Span[0]);
    }

    [Fact]
    public async Task When_the_content_cannot_be_made_the_old_one_stays()
    {
        StoreAddress place = Place("half.ipynb");
        await WriteAsync(place, Small);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Stores.For(place).WriteAsync(place, output =>
        {
            output.Write(Filled(13 * 1024 * 1024, 'x'));
            throw new InvalidOperationException();
        }));

        Assert.Equal(Small, (await Stores.ReadAsync(place)).Content.ToArray());
    }

    [Fact]
    public async Task What_lies_below_is_listed()
    {
        if (Folder is not { } folder)
        {
            return;
        }

        string[] names = ["list/a.ipynb", "list/b c+d%e.ipynb", "list/deep/er/é.ipynb"];
        foreach (string name in names)
        {
            await WriteAsync(Place(name), Small);
        }

        await WriteAsync(Place("listless.ipynb"), Small);
        StoreAddress below = folder.Scheme == StoreScheme.File ? StoreAddress.Parse($"{folder.Key}list/") : folder.WithKey($"{folder.Key}list/");

        List<StoreEntry> entries = await Stores.For(below).ListAsync(below).ToListAsync();

        Assert.Equal(names.Select(name => Place(name).Key), entries.Select(entry => entry.Address.Key));
        Assert.All(entries, entry => Assert.Equal(Small.Length, entry.Size));
        Assert.Equal(await VersionAsync(Place(names[1])), entries[1].Version);
        Assert.Equal(Small, (await Stores.ReadAsync(entries[2].Address)).Content.ToArray());
    }

    protected Task<string?> WriteAsync(StoreAddress place, byte[] content, WriteCondition? condition = null) =>
        Stores.For(place).WriteAsync(place, output => output.Write(content), condition);

    protected static byte[] Filled(int size, char letter)
    {
        byte[] content = new byte[size];
        content.AsSpan().Fill((byte)letter);
        return content;
    }

    private async Task<string?> VersionAsync(StoreAddress place) => (await Stores.For(place).FindAsync(place))?.Version;
}
