using Deckle.Kernels.Slicing;
using Deckle.Kernels.Tests.Execution;

namespace Deckle.Kernels.Tests.Slicing;

/// <summary>One Python kernel answers for all cases.</summary>
public class NeededCellsTests(NeededCellsTests.PythonKernel python) : IClassFixture<NeededCellsTests.PythonKernel>
{
    // Earlier cells | later cells | places of the earlier ones that must run.
    public static TheoryData<string[], string[], string> Cases() => new()
    {
        { ["x = 1", "y = 2", "z = x + 1\nprint(z)"], ["print(y)"], "1" },
        { ["x = 1", "y = x + 1", "w = 3"], ["print(y)"], "0,1" },
        { ["import os", "x = 1"], ["y = 1"], "0" },
        { ["from m import *", "print(f)"], ["y = 1"], "0" },
        { ["a = [1]", "b = a", "b.append(2)", "c = 5", "len(a)"], ["print(a)"], "0,1,2" },
        { ["a = [1]", "a[0] = 2"], ["a"], "0,1" },
        { ["a = [1]", "a += [2]"], ["a"], "0,1" },
        { ["a = [[1]]", "for row in a:\n    row.append(1)"], ["a"], "0,1" },
        { ["it = data", "first = list(it)"], ["it"], "0,1" },
        { ["x = 1", "del x"], ["x"], "0,1" },
        { ["x = 1", "def f():\n    return x", "q = 3"], ["f()"], "0,1" },
        { ["def f(a):\n    a.append(1)", "l = []", "f(l)"], ["1"], "0,1,2" },
        { ["len = 3", "y = len"], ["k"], "" },
        { ["def len(x):\n    return 0", "y = len([1])"], ["k"], "0,1" },
        { ["class A:\n    pass"], ["1"], "0" },
        { ["with open('f') as f:\n    f.read()"], ["1"], "0" },
        { ["x = open('f').read()"], ["1"], "0" },
        { ["import random", "random.seed(1)", "v = random.random()"], ["1"], "0,1,2" },
        { ["import matplotlib.pyplot as plt", "plt.plot([1])", "x = 1"], ["y"], "0,1" },
        { ["import os", "os.environ['A'] = 'b'", "env = os.environ", "env.update(A='c')"], ["1"], "0,1,2,3" },
        { ["import pandas as pd", "df = pd.DataFrame()", "df.head()", "df['x'] = 1"], ["df"], "0,1,3" },
        { ["%matplotlib inline", "x = 1"], ["y"], "0" },
        { ["!touch x", "x = 1"], ["y"], "0,1" },
        { ["%%bash\nls", "x = 1"], ["y"], "0,1" },
        { ["x = 1", "y = 2"], ["%timeit x"], "0,1" },
        { ["x = 1"], ["globals()"], "0" },
        { ["x = 1"], ["eval('x')"], "0" },
        { ["x = 5"], ["_"], "0" },
        { ["x = 5"], ["Out[1]"], "0" },
        { ["x = 1", "this is no Python"], ["y"], "0,1" },
        { ["import sys", "sys.stdout = log", "print('a')"], ["1"], "0,1,2" },
        { ["print('a')", "for i in range(3):\n    print(i)", "t = [j for j in range(3)]"], ["k"], "" },
        { ["x = 1\nprint('shown')", "s = 'a'.upper()", "d = {'a': 1}\nd.update(b=2)"], ["k"], "" },
        { ["x, y = 1, 2", "z = f'{x}'"], ["y"], "0" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_cell_is_left_out_only_when_it_cannot_matter(string[] earlier, string[] later, string needed)
    {
        IReadOnlyList<NeededCell> cells = await NeededCells.FindAsync(python.Client, earlier, later, TestContext.Current.CancellationToken);

        Assert.Equal(needed, string.Join(',', cells.Select(cell => cell.Place)));
        Assert.All(cells, cell => Assert.NotEmpty(cell.Reason));
    }

    [Fact]
    public async Task Nothing_of_the_question_stays_in_the_kernel()
    {
        await NeededCells.FindAsync(python.Client, ["x = 1"], ["x"], TestContext.Current.CancellationToken);

        Deckle.Json.JsonObject names = await python.Client.EvaluateAsync(
            new Dictionary<string, string> { ["left"] = "[name for name in globals() if 'needed' in name or name in ('json', 'ast')]" }, TestContext.Current.CancellationToken);
        Assert.Equal("[]", names.Get<Deckle.Json.JsonObject>("left")?.Get<Deckle.Json.JsonObject>("data")?.GetText("text/plain"));
    }

    [Fact]
    public async Task Of_another_language_every_cell_is_needed()
    {
        await using KernelClient client = await KernelClient.OpenAsync(new MemoryKernel(_ => []), "session", cancellationToken: TestContext.Current.CancellationToken);

        IReadOnlyList<NeededCell> cells = await NeededCells.FindAsync(client, ["a", "b"], ["c"], TestContext.Current.CancellationToken);

        Assert.Equal([new(0, "cells in script are not analysed"), new(1, "cells in script are not analysed")], cells);
    }

    public sealed class PythonKernel : IAsyncLifetime
    {
        public KernelClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Client = await new LocalHost().StartAsync("python3");

        public ValueTask DisposeAsync() => Client.DisposeAsync();
    }
}
