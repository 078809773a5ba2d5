using Deckle.Kernels.Sandboxing;
using Deckle.Kernels.Tests.Specs;

namespace Deckle.Kernels.Tests.Sandboxing;

/// <summary>What a kernel sees of files, by who names them.</summary>
public class SandboxPathsTests
{
    [Fact]
    public void An_environment_of_the_project_on_a_Python_that_uv_installed_is_granted_with_that_Python()
    {
        using var machine = new FakeMachine();
        string uv = "home/.local/share/uv/python/cpython-3.12";
        machine.File($"{uv}/lib/python3.12/os.py", "");
        machine.File("project/.venv/pyvenv.cfg", "home = nowhere");
        machine.Folder("project/.venv/bin");
        File.CreateSymbolicLink(machine.At("project/.venv/bin/python"), machine.Executable($"{uv}/bin/python3.12"));

        SandboxPaths paths = Of(machine, "project/.venv/bin/python", isDistrusted: true);

        Assert.Equal([machine.At(uv)], paths.Needed);
    }

    [Fact]
    public void A_program_in_a_folder_that_is_no_installation_is_granted_without_the_folder()
    {
        using var machine = new FakeMachine();
        machine.Executable("home/.cargo/bin/kernel");

        SandboxPaths paths = Of(machine, "home/.cargo/bin/kernel", isDistrusted: false);

        Assert.Equal([machine.At("home/.cargo/bin/kernel")], paths.Needed);
    }

    [Fact]
    public void A_link_in_the_project_to_an_environment_elsewhere_grants_nothing()
    {
        using var machine = new FakeMachine();
        machine.File("home/other/pyvenv.cfg", "");
        machine.Executable("home/other/bin/python");
        File.CreateSymbolicLink(machine.At("project/.venv"), machine.At("home/other"));

        DeckleException refused = Assert.Throws<DeckleException>(() => Of(machine, "project/.venv/bin/python", isDistrusted: true));

        Assert.Equal("sandbox-program-not-granted", refused.Code);
    }

    [Fact]
    public void Folders_that_the_user_names_in_variables_are_granted_unless_a_link_in_the_project_leads_there()
    {
        using var machine = new FakeMachine();
        File.CreateSymbolicLink(machine.At("project/link"), machine.Folder("home/secret"));
        machine["PYTHONPATH"] = $"{machine.Folder("home/lib")}:{machine.At("project/link")}";

        SandboxPaths paths = Of(machine, "bin", isDistrusted: false);

        Assert.Contains(machine.At("home/lib"), paths.Needed);
        Assert.DoesNotContain(machine.At("home/secret"), paths.Needed);
    }

    private static SandboxPaths Of(FakeMachine machine, string program, bool isDistrusted) => SandboxPaths.Of(
        new SandboxProfile(), new SandboxSubject(machine.At(program), machine.Search.Distrusting([])) { IsDistrusted = isDistrusted }, machine.At("project"), machine.Folder("own"));
}
