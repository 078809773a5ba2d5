using System.CommandLine;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle doctor</c>: what works on this machine, and what does not.</summary>
internal static class DoctorCommand
{
    public static Command Create() => new("doctor", "Find out what works on this machine.\n\nExample: deckle doctor sandbox") { DoctorSandboxCommand.Create() };
}
