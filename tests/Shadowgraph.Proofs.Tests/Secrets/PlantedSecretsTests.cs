using System.Globalization;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>The search finds what it is to find; else the other tests would say nothing.</summary>
[TestFixture]
public sealed class PlantedSecretsTests
{
    private readonly Fr _value = Fr.Random();
    private readonly PlantedSecrets _secrets = new();

    [OneTimeSetUp]
    public void Plant()
    {
        _secrets.Add("secret", _value);
        _secrets.AddScore(684_213);
    }

    [Test]
    public void ALargeValue_IsFoundInEveryForm([Values] bool reversed, [Values("", "id=", "\"", "x/y ")] string before)
    {
        var bytes = new byte[Fr.Size];
        _value.Write(bytes);
        if (reversed) Array.Reverse(bytes);
        string[] forms =
        [
            Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), $"{Convert.ToHexString(bytes)}00ff", $"00ff{Convert.ToHexString(bytes)}",
            Convert.ToBase64String(bytes), Convert.ToBase64String([1, .. bytes, 2]), Convert.ToBase64String([1, 2, .. bytes, 3, 4, 5]),
            Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            new System.Numerics.BigInteger(bytes, isUnsigned: true).ToString(CultureInfo.InvariantCulture),
        ];

        foreach (var form in forms) Assert.That(_secrets.FindIn($"{before}{form}, and more"), Is.EqualTo(new[] { "secret" }), form);
    }

    [TestCase("a score of 684213 millionths", true)]
    [TestCase("Score = 0.684213 }", true)]
    [TestCase("68.4213 %", true)]
    [TestCase("684213", true)]
    [TestCase("1684213", false)]
    [TestCase("a684213f", false)]
    [TestCase("00:00:01.684213", false)]
    public void AScore_IsFoundWhereItStandsAlone(string text, bool isFound) =>
        Assert.That(_secrets.FindIn(text), isFound ? Is.EqualTo(new[] { "score" }) : Is.Empty);

    [Test]
    public void OtherValues_AreNotFound()
    {
        var other = Fr.Random();
        var bytes = new byte[Fr.Size];
        other.Write(bytes);

        Assert.That(_secrets.FindIn($"{other} {Convert.ToHexString(bytes)} {Convert.ToBase64String(bytes)} {Guid.NewGuid()}"), Is.Empty);
    }
}
