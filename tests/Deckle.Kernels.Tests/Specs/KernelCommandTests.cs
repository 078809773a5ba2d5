using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Tests.Specs;

public sealed class KernelCommandTests : IDisposable
{
    private const string SystemFolder = "usr/share/jupyter";

    private readonly FakeMachine machine = new();

    public void Dispose() => machine.Dispose();

    [Fact]
    public void Templates_are_filled_in_and_unknown_ones_stay()
    {
        machine.Venv("project/.venv");
        string program = machine.Executable("opt/prog");
        machine.Kernel(SystemFolder, "k", $$"""
            {"argv": ["{{program}}", "--f={connection_file}", "{resource_dir}/init", "{prefix}/lib", "{x}", "{ prefix }", "~/rc", "a~"], "language": "tcl"}
            """);

        KernelCommand command = CommandFor("k");

        string[] expected =
        [
            program,
            "--f=/run/kernel.json",
            machine.At($"{SystemFolder}/kernels/k/init"),
            machine.At("project/.venv/lib"),
            "{x}",
            "{ prefix }",
            machine.At("home/rc"),
            "a~",
        ];
        Assert.Equal(expected, command.Argv);
    }

    [Theory]
    [InlineData("${KNOWN}/x", "value/x")]
    [InlineData("$KNOWN/x", "value/x")]
    [InlineData("$known", "$known")]
    [InlineData("${UNKNOWN}:${KNOWN}", "${UNKNOWN}:value")]
    [InlineData("$$KNOWN", "$KNOWN")]
    [InlineData("5$ ${} ${1} $", "5$ ${} ${1} $")]
    [InlineData("${KNOWN", "${KNOWN")]
    [InlineData("${A}", "${A}")]
    public void Values_of_env_are_substituted_as_python_does(string template, string expected)
    {
        machine["KNOWN"] = "value";
        string program = machine.Executable("opt/prog");
        machine.Kernel(SystemFolder, "k", $$$"""{"argv": ["{{{program}}}"], "env": {"B": "{{{template}}}", "A": "a"}}""");

        Assert.Equal(expected, CommandFor("k").Variables["B"]);
    }

    [Fact]
    public void The_kernel_inherits_the_launching_environment_but_for_pythonexecutable()
    {
        machine["TOKEN"] = "t";
        machine["PYTHONEXECUTABLE"] = "/other/python";
        machine.Kernel(SystemFolder, "py", program: machine.Executable("opt/prog"));
        machine.Kernel(SystemFolder, "tcl", language: "tcl", program: machine.At("opt/prog"));

        Assert.Equal("t", CommandFor("py").Variables["TOKEN"]);
        Assert.DoesNotContain("PYTHONEXECUTABLE", CommandFor("py").Variables.Keys);
        Assert.Contains("PYTHONEXECUTABLE", CommandFor("tcl").Variables.Keys);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("python3")]
    public void A_bare_python_of_the_user_becomes_the_selected_environments_and_that_is_told(string program)
    {
        machine.Venv("project/.venv", hasIpykernel: true);
        machine.Kernel("home/.local/share/jupyter", "k", program: program);

        KernelCommand command = CommandFor("k");

        Assert.Equal(machine.At("project/.venv/bin/python"), command.Argv[0]);
        Assert.Equal(".venv", command.Substituted!.How);
    }

    [Fact]
    public void A_bare_python_in_an_environments_folder_becomes_that_environments()
    {
        machine.Venv("active", hasIpykernel: true);
        machine["VIRTUAL_ENV"] = machine.At("active");
        machine.Venv("project/.venv", hasIpykernel: true);
        machine.Kernel("project/.venv/share/jupyter", "k");

        Assert.Equal(machine.At("project/.venv/bin/python"), CommandFor("k").Argv[0]);
    }

    [Fact]
    public void A_bare_python_that_runs_ipykernel_becomes_one_that_has_it()
    {
        machine.Python("opt/python");
        machine["PATH"] = machine.At("opt/python/bin");
        machine.Python("usr", hasIpykernel: true);
        machine.Kernel("home/.local/share/jupyter", "k");

        Assert.Equal(machine.At("usr/bin/python3"), CommandFor("k").Argv[0]);
    }

    [Fact]
    public void A_bare_python_of_a_version_the_environment_lacks_is_looked_for_on_path()
    {
        machine.Venv("project/.venv", hasIpykernel: true);
        string other = machine.Executable("bin/python3.9");
        machine.Kernel("home/.local/share/jupyter", "k", program: "python3.9");

        KernelCommand command = CommandFor("k");

        Assert.Equal(other, command.Argv[0]);
        Assert.Null(command.Substituted);
    }

    [Fact]
    public void Another_bare_program_is_looked_for_in_its_own_environment_then_on_the_kernels_path()
    {
        machine.Venv("project/.venv");
        string own = machine.Executable("project/.venv/bin/R");
        machine.Executable("bin/R");
        machine.Kernel("project/.venv/share/jupyter", "own", language: "R", program: "R");
        string tcl = machine.Executable("tools/tclsh");
        machine.Kernel(SystemFolder, "tcl", $$$"""{"argv": ["tclsh"], "env": {"PATH": "{{{machine.At("tools")}}}:${PATH}"}}""");

        Assert.Equal(own, CommandFor("own").Argv[0]);
        Assert.Equal(tcl, CommandFor("tcl").Argv[0]);
    }

    [Fact]
    public void A_synthesised_kernel_starts_its_python()
    {
        machine.Venv("project/.venv", hasIpykernel: true);

        KernelCommand command = CommandFor("python3");

        Assert.Equal([machine.At("project/.venv/bin/python"), "-m", "ipykernel_launcher", "-f", "/run/kernel.json"], command.Argv);
    }

    private KernelCommand CommandFor(string name) => new KernelResolver(machine.Specs).Named(name).CommandFor("/run/kernel.json");
}
