using System.ComponentModel;
using System.Text.Json;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Serialization;

[TestFixture]
public sealed class ParsableTests
{
    [Test]
    public void Address_AsTextOfAnyForm_IsTheSame() => Gen.Int[0, int.MaxValue].Sample(number => AssertTravels(PipelineWorld.AddressOf(number)));

    [Test]
    public void Scalar_AsTextOfAnyForm_IsTheSame() => Gen.ULong.Sample(value => AssertTravels(-new Fr(value)));

    [TestCase("alice")]
    [TestCase("größe 😀")]
    public void UserId_AsTextOfAnyForm_IsTheSame(string text) => AssertTravels(new ProofUserId(text));

    [Test]
    public void UserId_OfNobody_IsNull_AndNoNameOfAProperty()
    {
        Assert.That(JsonSerializer.Serialize(default(ProofUserId)), Is.EqualTo("null"));
        Assert.That(JsonSerializer.Deserialize<ProofUserId>("null").IsNone, Is.True);
        Assert.That(
            () => JsonSerializer.Serialize(new Dictionary<ProofUserId, int> { [default] = 1 }), Throws.InstanceOf<NotSupportedException>());
    }

    [TestCase("null")]
    [TestCase("1")]
    [TestCase("{}")]
    [TestCase("\"\"")]
    [TestCase("\"hidden\"")]
    [TestCase("\"\\ud800\"")]
    public void Deserialize_OfWhatIsNone_ThrowsWithoutTheText(string json)
    {
        Assert.That(
            () => JsonSerializer.Deserialize<EvmAddress>(json), Throws.TypeOf<JsonException>().With.Message.Not.Contains("hidden"));
        Assert.That(() => JsonSerializer.Deserialize<Fr>(json), Throws.TypeOf<JsonException>().With.Message.Not.Contains("hidden"));
    }

    [TestCase("\"\"")]
    [TestCase("\" \"")]
    [TestCase("1")]
    public void Deserialize_OfNoUserId_Throws(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<ProofUserId>(json), Throws.TypeOf<JsonException>());

    [Test]
    public void Parse_OfWhatIsNone_Throws()
    {
        Assert.That(() => EvmAddress.Parse("0x12", provider: null), Throws.TypeOf<FormatException>());
        Assert.That(() => Fr.Parse("01", provider: null), Throws.TypeOf<FormatException>());
        Assert.That(() => ProofUserId.Parse("", provider: null), Throws.TypeOf<FormatException>());
        Assert.That(EvmAddress.TryParse(null, provider: null, out _), Is.False);
        Assert.That(ProofUserId.TryParse(new string('a', 257), provider: null, out _), Is.False);
    }

    private static void AssertTravels<T>(T value)
        where T : struct, ISpanParsable<T>
    {
        var text = value.ToString()!;
        var converter = TypeDescriptor.GetConverter(typeof(T));
        Assert.That(T.Parse(text, provider: null), Is.EqualTo(value));
        Assert.That(JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value)), Is.EqualTo(value));
        Assert.That(JsonSerializer.Deserialize<Dictionary<T, int>>(JsonSerializer.Serialize(new Dictionary<T, int> { [value] = 1 })), Contains.Key(value));
        Assert.That(converter.ConvertFromInvariantString(text), Is.EqualTo(value));
        Assert.That(converter.ConvertToInvariantString(value), Is.EqualTo(text));
    }
}
