using Deckle.Kernels.Sandboxing;

namespace Deckle.Kernels.Tests.Sandboxing;

public class ControlGroupPlacesTests
{
    private const string Second = "30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw";

    [Fact]
    public void With_version_2_a_group_is_made_beside_ours_where_controllers_are_passed_on()
    {
        string[] asked = [];
        var places = ControlGroupPlaces.Find(
            [Second], ["0::/user.slice/user@1.service/app.slice/run.scope"], folder => !folder.EndsWith("run.scope", StringComparison.Ordinal),
            folder => folder.EndsWith("app.slice", StringComparison.Ordinal) ? ["memory", "pids"] : asked);

        Assert.Equal(2, places.Version);
        Assert.Equal("/sys/fs/cgroup/user.slice/user@1.service/app.slice", places.Folders["memory"]);
        Assert.False(places.Has("cpu"));
    }

    [Fact]
    public void With_version_1_each_controller_has_a_folder()
    {
        var places = ControlGroupPlaces.Find(
            ["31 24 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory", "32 24 0:28 /box /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct", Second.Replace("cgroup ", "cgroup/unified ", StringComparison.Ordinal)],
            ["4:memory:/a/b", "1:cpu,cpuacct:/box/c", "0::/"], _ => true, _ => []);

        Assert.Equal(1, places.Version);
        Assert.Equal("/sys/fs/cgroup/memory/a/b", places.Folders["memory"]);
        Assert.Equal("/sys/fs/cgroup/cpu/c", places.Folders["cpu"]);
        Assert.False(places.Has("pids"));
    }

    [Fact]
    public void Where_nothing_is_delegated_there_is_no_place()
    {
        var places = ControlGroupPlaces.Find([Second], ["0::/system.slice/x.service"], _ => false, _ => ["memory"]);

        Assert.Equal((0, "no control group is delegated to us"), (places.Version, places.WhyNot));
    }
}
