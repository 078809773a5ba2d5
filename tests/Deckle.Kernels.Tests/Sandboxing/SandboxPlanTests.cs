using Deckle.Kernels.Sandboxing;
using Barrier = Deckle.Kernels.Sandboxing.Barrier;

namespace Deckle.Kernels.Tests.Sandboxing;

public class SandboxPlanTests
{
    private static readonly ControlGroupPlaces Groups = new(2, new Dictionary<string, string> { ["memory"] = "/g", ["pids"] = "/g", ["cpu"] = "/g" }, "");

    private static readonly SandboxMachine Full = new() { Bwrap = "/usr/bin/bwrap", Landlock = 7, HasSeccomp = true, Groups = Groups };

    private static readonly SandboxMachine Bare = new() { WhyNoBwrap = "bwrap is not installed", Groups = ControlGroupPlaces.None };

    [Theory]
    [InlineData("/usr/bin/bwrap", 7, SandboxMode.Bwrap)]
    [InlineData(null, 7, SandboxMode.Landlock)]
    public void Auto_takes_the_best_there_is(string? bwrap, int landlock, SandboxMode expected)
    {
        var plan = SandboxPlan.Make(new SandboxProfile(), Full with { Bwrap = bwrap, Landlock = landlock });

        Assert.Equal(expected, plan.Mode);
    }

    [Theory]
    [InlineData(SandboxMode.Bwrap)]
    [InlineData(SandboxMode.Landlock)]
    [InlineData(SandboxMode.Auto)]
    public void Where_there_is_no_sandbox_nothing_is_run(SandboxMode mode)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => SandboxPlan.Make(new SandboxProfile { Mode = mode }, Bare));

        Assert.Equal("sandbox-unavailable", error.Code);
    }

    [Fact]
    public void Best_effort_runs_without_one_and_warns()
    {
        var plan = SandboxPlan.Make(new SandboxProfile { IsBestEffort = true, Processes = 10 }, Bare with { IsRoot = true });

        Assert.Equal(SandboxMode.Off, plan.Mode);
        Assert.Equal(2, plan.Warnings.Length);
        Assert.StartsWith("there is no sandbox around the kernel: bwrap is not installed", plan.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("a limit of 10 processes is not enforced", plan.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Even_best_effort_does_not_open_the_network()
    {
        var profile = new SandboxProfile { IsBestEffort = true, Network = false };

        Assert.Equal("sandbox-unavailable", Assert.Throws<DeckleException>(() => SandboxPlan.Make(profile, Bare)).Code);
        Assert.Equal("sandbox-not-enforceable", Assert.Throws<DeckleException>(() => SandboxPlan.Make(profile, Full with { Bwrap = null, HasSeccomp = false })).Code);
    }

    [Fact]
    public void A_limit_that_cannot_be_enforced_is_refused_and_named()
    {
        var profile = new SandboxProfile { Mode = SandboxMode.Off, Cpus = 1.5 };

        DeckleException error = Assert.Throws<DeckleException>(() => SandboxPlan.Make(profile, Bare));

        Assert.Equal(("sandbox-not-enforceable", "a limit of 1.5 processors cannot be enforced here: it needs the controller cpu: no control groups"), (error.Code, error.Message));
    }

    [Fact]
    public void Without_control_groups_memory_is_limited_by_process_and_the_plan_says_so()
    {
        var plan = SandboxPlan.Make(new SandboxProfile { Mode = SandboxMode.Off, Memory = 1 << 30 }, Bare);

        BarrierState state = Assert.Single(plan.Barriers);
        Assert.Equal((Barrier.Memory, "rlimit"), (state.Barrier, state.By));
        Assert.Contains("each process", state.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, new[] { Barrier.Writing, Barrier.Signals })]
    [InlineData(5, new[] { Barrier.Signals })]
    [InlineData(6, new Barrier[0])]
    public void An_old_Landlock_leaves_open_what_it_does_not_know(int version, Barrier[] open)
    {
        var plan = SandboxPlan.Make(new SandboxProfile { Mode = SandboxMode.Landlock, Network = false }, Full with { Landlock = version });

        Assert.Equal(open, plan.Barriers.Where(state => !state.IsEnforced).Select(state => state.Barrier));
    }
}
