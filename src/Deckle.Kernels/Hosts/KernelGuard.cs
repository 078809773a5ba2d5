using System.Globalization;
using System.Text;

namespace Deckle.Kernels.Hosts;

/// <summary>
/// What cleans up when this process is killed and cannot: a shell that waits on a pipe only we hold. When the pipe closes without a word
/// of farewell, it kills the kernel's process group and removes the folder of its files.
/// </summary>
internal sealed class KernelGuard : IDisposable
{
    // dash's kill takes "--" behind "-s KILL" only. A kernel that was started and not yet told of is known by the folder in its command
    // line; left alone, ipykernel would make the folder anew.
    private const string Script = """
        clear() { rm -rf -- "$1" 2>/dev/null || { chmod -R u+rwX -- "$1"; rm -rf -- "$1"; } 2>/dev/null; }
        while read -r word id; do case $word in watch) kernel=$id;; forget) kernel=;; group) groups="$groups$id
        ";; clear) clear "$1"; exit;; done) exit;; esac; done
        [ -z "$kernel" ] || kill -s KILL -- "-$kernel"
        [ -n "$kernel" ] || for each in /proc/[0-9]*; do
            [ "${each#/proc/}" = "$$" ] || ! grep -qsF -- "$1" "$each/cmdline" || kill -s KILL -- "-${each#/proc/}" 2>/dev/null
        done
        printf %s "$groups" | while read -r group; do
            for try in 1 2 3 4 5 6 7 8 9 10; do
                [ -d "$group" ] || break
                [ ! -e "$group/pids.max" ] || echo 0 >"$group/pids.max"
                while read -r each; do kill -s KILL "$each"; done <"$group/cgroup.procs"
                rmdir "$group" || sleep 0.05
            done
        done 2>/dev/null
        clear "$1"
        """;

    private readonly int pipe;
    private readonly int id;
    private bool hasEnded;

    /// <param name="folder">Is removed with all that is in it; need not exist yet.</param>
    public KernelGuard(string folder)
    {
        (int read, pipe) = PosixProcess.Pipe();
        try
        {
            var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };
            id = PosixProcess.Spawn("/bin/sh", ["sh", "-c", $"kernel= groups=\n{Script}", "deckle-guard", folder], environment, "/", read, -1);
        }
        catch
        {
            _ = Native.Close(pipe);
            throw;
        }
        finally
        {
            _ = Native.Close(read);
        }
    }

    public void Watch(int group) => Tell(string.Create(CultureInfo.InvariantCulture, $"watch {group}\n"));

    /// <summary>A control group of the kernel's: what is in it ends too, and the group is removed.</summary>
    public void WatchGroup(string folder) => Tell($"group {folder}\n");

    /// <summary>The kernel has ended: its group's id may soon belong to somebody else.</summary>
    public void Forget() => Tell("forget\n");

    /// <summary>Removes the folder, whatever a kernel has made in it: rm goes as deep as it must, and no link leads it out.</summary>
    public void Clear() => End("clear\n");

    public void Dispose() => End("done\n");

    private unsafe void End(string word)
    {
        if (hasEnded)
        {
            return;
        }

        hasEnded = true;
        Tell(word);
        _ = Native.Close(pipe);
        _ = Native.Wait4(id, out _, 0, null);
    }

    private unsafe void Tell(string words)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(words);
        fixed (byte* start = bytes)
        {
            _ = Native.Write(pipe, start, bytes.Length);
        }
    }
}
