using System.CommandLine;
using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Sandboxing;
using Deckle.Tool.Sandboxing;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle doctor sandbox</c>: what each kind of sandbox stops here, tried.</summary>
internal static class DoctorSandboxCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print an object." };
        var command = new Command(
            "sandbox",
            "Find out what sandboxes around kernels stop on this machine, by trying it. Exits 1 when none can be made, or when one does not hold."
            + "\n\nExample: deckle doctor sandbox --json")
        {
            json,
        };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            SandboxMachine machine = SandboxMachine.Look().Tried();
            using var doctor = new SandboxDoctor();
            List<SandboxDiagnosis> modes = [];
            foreach (SandboxMode mode in (SandboxMode[])[SandboxMode.Bwrap, SandboxMode.Landlock, SandboxMode.Off])
            {
                modes.Add(doctor.DiagnoseAsync(mode, machine, CancellationToken.None).GetAwaiter().GetResult());
            }

            Console.Out.WriteLine(parsed.GetValue(json) ? Json(machine, modes).ToString() : Text(machine, modes));
            return modes.Any(mode => mode.IsBroken) || modes.Where(mode => mode.Mode != SandboxMode.Off).All(mode => mode.Error is not null) ? ExitCodes.BadNews : ExitCodes.Done;
        }));
        return command;
    }

    private static JsonObject Json(SandboxMachine machine, IReadOnlyList<SandboxDiagnosis> modes) => JsonObject.Of(
        ("schema", "deckle.doctor.sandbox/1"),
        ("machine", JsonObject.Of(
            ("bwrap", machine.Bwrap is { } path ? path : JsonNull.Value),
            ("landlock_version", machine.Landlock),
            ("seccomp", JsonBoolean.Of(machine.HasSeccomp)),
            ("cgroup_version", machine.Groups.Version),
            ("cgroup_controllers", JsonArray.From(machine.Groups.Folders.Keys.Order(StringComparer.Ordinal))),
            ("root", JsonBoolean.Of(machine.IsRoot)))),
        ("auto", Best(modes) is { } best ? best : JsonNull.Value),
        ("modes", JsonArray.From(modes.Select(mode => mode.ToJson()))));

    private static string Text(SandboxMachine machine, IReadOnlyList<SandboxDiagnosis> modes)
    {
        string groups = machine.Groups.Version == 0
            ? $"none: {machine.Groups.WhyNot}"
            : string.Create(CultureInfo.InvariantCulture, $"v{machine.Groups.Version}: {string.Join(", ", machine.Groups.Folders.Keys.Order(StringComparer.Ordinal))}");
        List<string> lines =
        [
            $"bwrap            {machine.Bwrap ?? $"no: {machine.WhyNoBwrap}"}",
            string.Create(CultureInfo.InvariantCulture, $"landlock         {(machine.Landlock > 0 ? $"version {machine.Landlock}" : "no")}"),
            $"seccomp          {(machine.HasSeccomp ? "yes" : "no")}",
            $"control groups   {groups}",
            $"--sandbox auto   {Best(modes) ?? "none"}",
        ];
        foreach (SandboxDiagnosis mode in modes)
        {
            lines.Add("");
            lines.Add(mode.Mode == SandboxMode.Off ? "limits without a sandbox" : mode.Error is { } error ? $"{mode.Name}: {error.Message}" : $"{mode.Name}, with --no-network");
            lines.AddRange(mode.Findings.Select(finding => $"  {finding.Claim.Name,-17}{State(finding)}"));
        }

        return string.Join('\n', lines);
    }

    private static string State(SandboxFinding finding) => finding switch
    {
        { IsBroken: true } => $"OPEN, though {finding.Claim.By} should stop it",
        { Claim.IsEnforced: false } => $"open: {finding.Claim.Note}",
        _ => $"stopped by {finding.Claim.By}{(finding.IsOpen is null ? " (not tried)" : "")}{(finding.Claim.Note.Length > 0 ? $"; {finding.Claim.Note}" : "")}",
    };

    private static string? Best(IReadOnlyList<SandboxDiagnosis> modes) => modes.FirstOrDefault(mode => mode.Mode != SandboxMode.Off && mode.Error is null)?.Name;
}
