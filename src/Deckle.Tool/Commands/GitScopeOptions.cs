using System.CommandLine;
using Deckle.Tool.Git;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Commands;

/// <summary>Which of git's configurations a command means.</summary>
internal sealed class GitScopeOptions
{
    private readonly Option<bool> global = new("--global") { Description = "For all repositories of this user." };
    private readonly Option<bool> system = new("--system") { Description = "For all users of this machine." };
    private readonly Option<string?> attributes = new("--attributes") { HelpName = "FILE", Description = "The file of attributes to change, such as .gitattributes; by default the one that only git reads." };

    private readonly Option<bool> hooks = new("--hooks") { Description = "The hooks of git too, as `deckle hook` does." };

    public void AddTo(Command command)
    {
        command.Add(global);
        command.Add(system);
        command.Add(attributes);
        command.Add(hooks);
        command.Validators.Add(result =>
        {
            if (result.GetValue(global) && result.GetValue(system))
            {
                result.AddError("--global and --system exclude each other");
            }

            if (result.GetValue(hooks) && (result.GetValue(global) || result.GetValue(system)))
            {
                result.AddError("--hooks is for one repository: leave out --global and --system");
            }
        });
    }

    public InstallRequest Read(ParseResult parsed) => new()
    {
        Scope = parsed.GetValue(global) ? InstallScope.Global : parsed.GetValue(system) ? InstallScope.System : InstallScope.Local,
        Attributes = parsed.GetValue(attributes),
        Program = ShellWord.Quote(OwnProgram.Path),
    };

    /// <summary>Whether hooks are meant too.</summary>
    public bool WithHooks(ParseResult parsed) => parsed.GetValue(hooks);

    /// <summary>Shows what was done.</summary>
    /// <param name="done">Such as <c>installed</c>.</param>
    public static void Print(InstallReport report, string done)
    {
        Console.Out.WriteLine(report.Changes.Count > 0 ? $"{done} {report.Where}" : $"already {done} {report.Where}");
        foreach (string change in report.Changes)
        {
            Console.Out.WriteLine($"  {change}");
        }

        foreach (string note in report.Notes)
        {
            Console.Error.WriteLine($"note: {note}");
        }
    }
}
