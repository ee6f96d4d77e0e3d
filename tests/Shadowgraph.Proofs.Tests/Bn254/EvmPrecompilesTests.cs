using System.Text.Json;
using Shadowgraph.Proofs.Tests.Groth16;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>The public vectors of Ethereum's clients for the precompiles at addresses 6, 7 and 8.</summary>
public sealed class EvmPrecompilesTests
{
    [TestCaseSource(nameof(AddVectors))]
    public void Add_OfEip196Vector_GivesItsPoint(string input, string expected) =>
        Assert.That(EvmPrecompiles.Add(Convert.FromHexString(input)), Is.EqualTo(Convert.FromHexString(expected)));

    [TestCaseSource(nameof(MultiplyVectors))]
    public void Multiply_OfEip196Vector_GivesItsPoint(string input, string expected) =>
        Assert.That(EvmPrecompiles.Multiply(Convert.FromHexString(input)), Is.EqualTo(Convert.FromHexString(expected)));

    [TestCaseSource(nameof(PairingVectors))]
    public void Pair_OfEip197Vector_GivesItsAnswer(string input, string expected) =>
        Assert.That(EvmPrecompiles.Pair(Convert.FromHexString(input)), Is.EqualTo(Convert.FromHexString(expected)));

    [Test]
    public void Add_OfAPointOffTheCurve_Fails() => Assert.That(EvmPrecompiles.Add(Words("1", "3")), Is.Null);

    [Test]
    public void Add_OfACoordinateNotBelowTheModulus_Fails() =>
        Assert.That(
            EvmPrecompiles.Add(Words("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd48", "2")), Is.Null, "p + 1 stands for 1");

    [Test]
    public void Pair_OfAnIncompletePair_Fails() => Assert.That(EvmPrecompiles.Pair(new byte[191]), Is.Null);

    [Test]
    public void Pair_OfAPointOutsideTheSubgroup_Fails()
    {
        var outside = OutsidePoints.OutsideSubgroup;
        string[] words = ["1", "2", .. new[] { outside.X.C1, outside.X.C0, outside.Y.C1, outside.Y.C0 }.Select(value => value.ToBigInteger().ToString("x"))];
        Assert.That(EvmPrecompiles.Pair(Words(words)), Is.Null);
    }

    private static byte[] Words(params string[] words) =>
        Convert.FromHexString(string.Concat(words.Select(word => word.TrimStart('0').PadLeft(64, '0'))));

    private static IEnumerable<TestCaseData> AddVectors() => Vectors("eip196-add.json");

    private static IEnumerable<TestCaseData> MultiplyVectors() => Vectors("eip196-mul.json");

    private static IEnumerable<TestCaseData> PairingVectors() => Vectors("eip197-pairing.json");

    private static IEnumerable<TestCaseData> Vectors(string file)
    {
        using var stream = typeof(EvmPrecompilesTests).Assembly.GetManifestResourceStream(file)!;
        using var document = JsonDocument.Parse(stream);
        foreach (var vector in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            var name = vector.GetProperty("name").GetString();
            yield return new TestCaseData(vector.GetProperty("input").GetString(), vector.GetProperty("expected").GetString())
                .SetArgDisplayNames(name!);
        }
    }
}
