using Deckle.Json;
using Deckle.Merging;
using Deckle.Tests.Diffing;

namespace Deckle.Tests.Merging;

public class DecisionApplierTests
{
    [Fact]
    public void What_nbdime_applies_becomes_the_same()
    {
        JsonObject[] vectors = [.. DiffVectors.Of("apply_decisions")];

        Assert.Equal(76, vectors.Length);
        Assert.All(vectors, vector => Assert.Equal(vector["result"], DecisionApplier.Apply(vector["base"]!, DecisionReader.Read(vector["decisions"]!))));
    }

    [Fact]
    public void What_nbdime_merges_comes_of_its_decisions()
    {
        JsonObject[] vectors = [.. DiffVectors.Of("merge_notebooks")];

        Assert.Equal(118, vectors.Length);
        Assert.All(vectors, vector => Assert.Equal(vector["merged"], DecisionApplier.Apply(vector["base"]!, DecisionReader.Read(vector["decisions"]!))));
    }
}
