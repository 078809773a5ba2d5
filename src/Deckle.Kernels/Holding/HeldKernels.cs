using System.Globalization;
using System.Security.Cryptography;
using Deckle.Json;
using Deckle.Kernels.Connections;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Holding;

/// <summary>The kernels that are kept for a user: one private file each, which is gone when its kernel is.</summary>
/// <param name="folder">Where the files lie.</param>
public sealed class HeldKernels(string folder, TimeProvider? time = null)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>Those of this user: in <c>$XDG_RUNTIME_DIR/deckle/kept</c>, else in <c>deckle-UID/kept</c> of the folder for temporary files.</summary>
    public static HeldKernels OfUser(TimeProvider? time = null)
    {
        string parent = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Path.IsPathFullyQualified(runtime)
            ? Path.Combine(runtime, "deckle")
            : Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"deckle-{Native.EffectiveUserId()}"));
        return new HeldKernels(Path.Combine(parent, "kept"), time);
    }

    /// <summary>A name for a kernel that may have to be kept.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Makes sure that a kernel can be kept, before there is one.</summary>
    /// <exception cref="DeckleException"><c>kept-folder-not-private</c>.</exception>
    public void Prepare()
    {
        foreach (string each in (ReadOnlySpan<string>)[Path.GetDirectoryName(folder)!, folder])
        {
            try
            {
                // A folder that somebody else put there first belongs to them: it is open to others, or closed to us.
                DirectoryInfo made = Directory.CreateDirectory(each, Private);
                if (made.LinkTarget is not null || made.UnixFileMode != Private)
                {
                    throw HoldErrors.FolderNotPrivate(each, made.LinkTarget is not null ? "it is a link" : "others can read it");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw HoldErrors.FolderNotPrivate(each, e.Message);
            }
        }

        if (!CanWrite(folder))
        {
            throw HoldErrors.FolderNotPrivate(folder, "it belongs to somebody else");
        }
    }

    /// <summary>The kernels that are kept now, the one that ends first in front.</summary>
    public IReadOnlyList<HeldKernel> All()
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        return [.. files.Select(Read).OfType<HeldKernel>().OrderBy(held => held.Ends).ThenBy(held => held.Id, StringComparer.Ordinal)];
    }

    /// <summary>A kept kernel; null when it is kept no longer.</summary>
    public HeldKernel? TryFind(string id) => All().FirstOrDefault(held => held.Id == id);

    /// <exception cref="DeckleException"><c>kernel-not-kept</c>.</exception>
    public HeldKernel Find(string id) => TryFind(id) ?? throw HoldErrors.NotKept(id, All().Select(held => held.Id));

    /// <summary>Keeps a kernel when its client is disposed and this program is over.</summary>
    /// <param name="id">From <see cref="NewId"/>; a kernel that was kept before keeps its old one.</param>
    /// <param name="duration">How long.</param>
    /// <returns>What is kept; null for a kernel that this machine did not start, or that has just ended.</returns>
    public HeldKernel? Hold(KernelClient kernel, string id, TimeSpan duration, HoldNote note)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(note);
        DateTimeOffset ends = time.GetUtcNow() + duration;
        if (kernel.Process is AttachedProcess attached)
        {
            HeldKernel again = attached.Held with { Ends = ends, Notebook = note.Notebook, Cell = note.Cell, Ran = note.Ran };
            Write(again);
            kernel.Detach();
            attached.GiveBack(duration);
            return again;
        }

        if (kernel is not { Process: KernelProcess { Exit.IsCompleted: false, OutputDescriptor: >= 0 } process, Scratch: Scratch scratch })
        {
            return null;
        }

        string file = Path.Combine(folder, $"{id}.json");
        var held = new HeldKernel
        {
            Id = id,
            ConnectionFile = file,

            // ipykernel writes the file anew, without its name.
            Connection = ConnectionInfo.Parse(File.ReadAllBytes(scratch.File(Scratch.ConnectionFile))) with { KernelName = note.Kernel },
            Ends = ends,
            Notebook = note.Notebook,
            Cell = note.Cell,
            Ran = note.Ran,
            Process = process.Id,
            Folder = scratch.Path,
            InterruptsByMessage = kernel.InterruptsByMessage,
        };
        held = held with { Holder = KernelHolder.Start(scratch.Path, file, process.Id, process.OutputDescriptor, duration) };
        try
        {
            Write(held);
        }
        catch
        {
            KernelHolder.End(held.Holder);
            throw;
        }

        kernel.Detach();
        scratch.Abandon();
        return held;
    }

    /// <summary>Gives a kernel that was attached to back as it is, for the rest of its time.</summary>
    public async Task GiveBackAsync(KernelClient kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (kernel.Process is AttachedProcess attached)
        {
            kernel.Detach();
            GiveBack(attached);
        }

        await kernel.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Connects to a kept kernel, which from now on ends with this program unless it is held again.</summary>
    /// <returns>Null when it does not answer in time, because it is busy or has just ended; it then stays kept.</returns>
    public async Task<KernelClient?> AttachAsync(HeldKernel held, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (!TryClaim(held))
        {
            return null;
        }

        var process = new AttachedProcess(held, time);
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            string session = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            ZmtpConnection connection = await ZmtpConnection.ConnectAsync(held.Connection, session, process.Exit, time, either.Token).ConfigureAwait(false);
            var client = new KernelClient(connection, session, process, scratch: null, time) { InterruptsByMessage = held.InterruptsByMessage };
            try
            {
                await client.WaitUntilReadyAsync(either.Token).ConfigureAwait(false);
                return client;
            }
            catch
            {
                client.Detach();
                await client.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            GiveBack(process);
            return null;
        }
        catch
        {
            GiveBack(process);
            throw;
        }
    }

    /// <summary>Ends a kept kernel and waits until it is gone.</summary>
    public async Task ReleaseAsync(HeldKernel held, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(held);
        Task gone = ProcessWatch.EndOf(held.Holder, time);
        KernelHolder.End(held.Holder);
        await gone.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void GiveBack(AttachedProcess process)
    {
        TimeSpan left = process.Held.Ends - time.GetUtcNow();
        process.GiveBack(left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
        Write(process.Held);
    }

    // Of two runs that want the same kernel one can rename its file. A kernel in use is not listed.
    private static bool TryClaim(HeldKernel held)
    {
        string claimed = $"{held.ConnectionFile}.claimed";
        try
        {
            File.Move(held.ConnectionFile, claimed, overwrite: true);
            File.Delete(claimed);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static HeldKernel? Read(string file)
    {
        try
        {
            var held = HeldKernel.Parse(file, File.ReadAllBytes(file));
            if (KernelHolder.IsHolder(held.Holder, file))
            {
                return held;
            }

            // Its holder was killed, or the machine went down.
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DeckleException or JsonSyntaxException)
        {
            // Gone meanwhile, or no file of ours.
        }

        return null;
    }

    private static void Write(HeldKernel held)
    {
        string beside = $"{held.ConnectionFile}.{Environment.ProcessId}";
        using (var file = new FileStream(beside, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(held.ToJson());
        }

        File.Move(beside, held.ConnectionFile, overwrite: true);
    }

    private static bool CanWrite(string folder)
    {
        string probe = Path.Combine(folder, RandomNumberGenerator.GetHexString(8));
        try
        {
            using FileStream made = new(probe, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
