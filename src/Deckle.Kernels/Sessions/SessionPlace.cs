using System.Buffers.Binary;
using System.Net.Sockets;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Warm;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// Where a user's session host is reached: in <c>$XDG_RUNTIME_DIR/deckle/sessions</c>, else in <c>/tmp/deckle-UID/sessions</c>. Who can put a
/// socket there can run code as the user, so the folder must be the user's own, no link, and closed to everybody else.
/// </summary>
public sealed class SessionPlace
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int MostWaiting = 128;

    private readonly RuntimeFolder runtime;

    private SessionPlace(RuntimeFolder runtime) => this.runtime = runtime;

    /// <summary>The user's folder, private when <see cref="Prepare"/> has seen to it.</summary>
    public string Folder => runtime.File("sessions");

    private string SocketFile => Path.Combine(Folder, "host.sock");

    /// <param name="variables">The environment.</param>
    public static SessionPlace Of(IReadOnlyDictionary<string, string> variables) => new(RuntimeFolder.Of(variables));

    /// <summary>A path in the folder.</summary>
    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="DeckleException"><c>session-folder-not-private</c>.</exception>
    public void Prepare()
    {
        if (runtime.Prepare() is { } why)
        {
            throw SessionErrors.FolderNotPrivate(why);
        }

        try
        {
            Directory.CreateDirectory(Folder, Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SessionErrors.FolderNotPrivate(e.Message);
        }
    }

    /// <summary>Connects to the host.</summary>
    /// <returns>Null when none listens.</returns>
    /// <exception cref="DeckleException"><c>session-folder-not-private</c>: another user does, or could.</exception>
    public Socket? TryConnect()
    {
        if (!runtime.Exists)
        {
            return null;
        }

        if (runtime.WhyNot() is { } why)
        {
            throw SessionErrors.FolderNotPrivate(why);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(SocketFile));
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }

        if (!IsOfThisUser(socket))
        {
            socket.Dispose();
            throw SessionErrors.ServedByAnother(SocketFile);
        }

        return socket;
    }

    /// <summary>Listens for clients. The caller holds a lock on the folder: what lay there of a host that was killed is replaced.</summary>
    public Socket Listen()
    {
        System.IO.File.Delete(SocketFile);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(SocketFile));
            socket.Listen(MostWaiting);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the other end of a connection is a process of this user.</summary>
    public static bool IsOfThisUser(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!OperatingSystem.IsLinux())
        {
            // The folder lets nobody else in.
            return true;
        }

        // struct ucred: pid, uid, gid.
        const int SocketLevel = 1;
        const int PeerCredentials = 17;
        byte[] credentials = new byte[12];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return BinaryPrimitives.ReadUInt32LittleEndian(credentials.AsSpan(4)) == Native.EffectiveUser();
    }

    /// <summary>Starts a program in a session of its own, with nothing of this process but what is given.</summary>
    /// <returns>Completes with its exit code, where it ends before this process.</returns>
    /// <exception cref="DeckleException"><c>kernel-cannot-start</c>: the program cannot be started.</exception>
    public static unsafe Task<int> SpawnDetached(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        KeepFromChildren();
        int id = PosixProcess.Spawn(program, [program, .. arguments], environment, "/", inputFd: -1, outputFd: -1);
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Reaped, or it would stay a zombie for as long as we live.
        var waiter = new Thread(() =>
        {
            int status = 0;
            while (Native.Wait4(id, out status, 0, null) < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == 4)
            {
            }

            ended.SetResult((status >> 8) & 0xFF);
        })
        {
            IsBackground = true,
            Name = "session host",
        };
        waiter.Start();
        return ended.Task;
    }

    // A descriptor that a shell left open to us would be open as long as the host is, and whoever reads the other end would wait for its end.
    private static void KeepFromChildren()
    {
        const int SetDescriptorFlags = 2;
        const int CloseOnExec = 1;
        int[] open = Directory.Exists("/proc/self/fd")
            ? [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture))]
            : [.. Enumerable.Range(3, 253)];
        foreach (int descriptor in open.Where(descriptor => descriptor > 2))
        {
            _ = Native.FileControl(descriptor, SetDescriptorFlags, CloseOnExec);
        }
    }

    /// <summary>Asks a process of this user to end.</summary>
    public static void Terminate(int process) => _ = Native.Kill(process, Native.SigTerm);
}
