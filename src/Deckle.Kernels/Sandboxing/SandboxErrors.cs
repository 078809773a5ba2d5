namespace Deckle.Kernels.Sandboxing;

/// <summary>The errors of sandboxes. Where what was asked for cannot be had, nothing is run.</summary>
public static class SandboxErrors
{
    /// <param name="mode">The mechanism that was asked for.</param>
    /// <param name="why">What is missing.</param>
    public static DeckleException Unavailable(string mode, string why) =>
        new("sandbox-unavailable", $"no sandbox can be made with {mode} here: {why}", "see what there is with: deckle doctor sandbox")
        {
            Kind = ErrorKind.Unavailable,
        };

    /// <param name="what">What was asked for, such as <c>--memory</c>.</param>
    /// <param name="why">What is missing.</param>
    public static DeckleException NotEnforceable(string what, string why) =>
        new("sandbox-not-enforceable", $"{what} cannot be enforced here: {why}", "leave it out, or see what can be enforced with: deckle doctor sandbox")
        {
            Kind = ErrorKind.Unavailable,
        };

    /// <param name="why">The system's words.</param>
    public static DeckleException LimitRefused(string why) =>
        new("sandbox-limit-refused", $"the system refuses the limits: {why}", "see what can be enforced with: deckle doctor sandbox")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException NoPath(string path) =>
        new("sandbox-path-not-found", $"there is no {path} to grant to the kernel", "give a path that exists to --read-only or --writable");

    public static DeckleException PathTooWide(string path) =>
        new("sandbox-path-too-wide", $"a kernel that is granted {path} is in no sandbox", "grant the folders that it needs, or leave the sandbox out: --sandbox off");

    /// <param name="program">As files that came with the notebook name it.</param>
    /// <param name="real">Where that leads.</param>
    public static DeckleException ProgramNotGranted(string program, string real) =>
        new(
            "sandbox-program-not-granted",
            $"the kernel's program {program}{(real == program ? "" : $" leads to {real}, which")} lies outside of what a sandboxed kernel can read",
            $"grant it with --read-only FOLDER if it is what you expect, or choose another kernel with --kernel NAME");

    public static DeckleException FolderTooWide(string folder) =>
        new(
            "sandbox-folder-too-wide",
            $"the working folder {folder} holds your whole home folder, which a sandboxed kernel must not read",
            $"go to the folder of your work (or name it with --cwd), or grant it on purpose with --read-only {folder}");

    /// <param name="kernel">The kernel's name.</param>
    public static DeckleException NeedsTcp(string kernel) =>
        new(
            "sandbox-kernel-needs-tcp",
            $"kernel '{kernel}' is not known to speak through files (ipc); through TCP it cannot be reached without network",
            "leave out --no-network, or choose another kernel with --kernel NAME");

    public static DeckleException Outlives() =>
        new("sandbox-ends-with-run", "a sandboxed kernel ends with its run and cannot be kept", "leave out --keep-kernel-on-failure, or the sandbox");

    /// <summary>The sandbox was begun and came to nothing.</summary>
    /// <param name="words">What its program wrote.</param>
    public static DeckleException Failed(string words) =>
        new("sandbox-failed", $"the sandbox could not be set up: {words}", "see what works here with: deckle doctor sandbox")
        {
            Kind = ErrorKind.Unavailable,
        };
}
