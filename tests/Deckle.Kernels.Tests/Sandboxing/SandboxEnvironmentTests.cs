using Deckle.Kernels.Sandboxing;

namespace Deckle.Kernels.Tests.Sandboxing;

public class SandboxEnvironmentTests
{
    [Fact]
    public void Only_what_programs_need_and_what_was_set_is_passed_on()
    {
        var given = new Dictionary<string, string>
        {
            ["PATH"] = "/bin",
            ["LC_ALL"] = "C",
            ["PYTHONPATH"] = "/p",
            ["AWS_SECRET_ACCESS_KEY"] = "s",
            ["GIVEN"] = "1",
            ["HOME"] = "/home/me",
            ["JPY_PARENT_PID"] = "7",
        };

        Dictionary<string, string> kept = SandboxEnvironment.Of(given, new HashSet<string> { "GIVEN" }, "/tmp/own", isWrapped: true);

        Assert.Equal(["GIVEN", "HOME", "LC_ALL", "PATH", "PYTHONPATH", "TMPDIR"], kept.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("/tmp/own/home", kept["HOME"]);
    }
}
