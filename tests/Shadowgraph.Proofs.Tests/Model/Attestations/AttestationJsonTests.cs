using System.Text;
using CsCheck;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Attestations;

public sealed class AttestationJsonTests
{
    private const string Opinion = """{"belief":0.6,"disbelief":0.3,"uncertainty":0.1,"base_rate":0.5}""";

    private const string Good = """
        {"source":"0x1111111111111111111111111111111111111111","target":"0x2222222222222222222222222222222222222222",
        "opinion":{"belief":0.6,"disbelief":0.3,"uncertainty":0.1,"base_rate":0.5},"weight":0.8,"attestation_type":"vouch","created_at":1700000000}
        """;

    [Test]
    public void Read_TheFieldNamesPeopleHave_GivesTheAttestation()
    {
        var read = AttestationJson.Read(Utf8($"[{Good}]"));

        Assert.That(read, Is.EqualTo(new[]
        {
            new Attestation
            {
                Source = EvmAddress.Parse("0x1111111111111111111111111111111111111111"),
                Target = EvmAddress.Parse("0x2222222222222222222222222222222222222222"),
                Opinion = new(0.6, 0.3, 0.1, 0.5),
                Weight = 0.8,
                Type = AttestationType.Vouch,
                CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            },
        }));
    }

    [Test]
    public void Read_AnEmptyArray_GivesNone() => Assert.That(AttestationJson.Read(" [ ] "u8), Is.Empty);

    [Test]
    public void Read_WithUnknownFieldsAndNullExpiry_SkipsThem()
    {
        var text = Good.Replace("\"weight\"", "\"expires_at\":null,\"note\":{\"a\":[1,{}]},\"weight\"", StringComparison.Ordinal);

        Assert.That(AttestationJson.Read(Utf8($"[{text}]"))[0].ExpiresAt, Is.Null);
    }

    [TestCase("\"expires\\u005fat\"")]
    [TestCase("\"\\u0065\\u0078\\u0070\\u0069\\u0072\\u0065\\u0073\\u005f\\u0061\\u0074\"")]
    public void Read_AnEscapedName_IsTheField(string name)
    {
        var text = Good.Replace("\"weight\"", $"{name}:1800000000,\"weight\"", StringComparison.Ordinal);

        Assert.That(AttestationJson.Read(Utf8($"[{text}]"))[0].ExpiresAt, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000)));
        var twice = text.Replace("\"weight\"", "\"expires_at\":1900000000,\"weight\"", StringComparison.Ordinal);
        AssertInvalid($"[{twice}]", "$[0].expires_at", "twice");
    }

    [TestCase("Expires_At")]
    [TestCase("EXPIRES_AT")]
    [TestCase("expiresAt")]
    [TestCase("expires-at")]
    [TestCase("expiresat")]
    [TestCase("_expires_at")]
    [TestCase("expires__at")]
    public void Read_ANameThatAlmostIsOne_IsRefused(string name)
    {
        var text = Good.Replace("\"weight\"", $"\"{name}\":1800000000,\"weight\"", StringComparison.Ordinal);

        AssertInvalid($"[{text}]", "$[0]", "differs from \"expires_at\" only by case");
    }

    [Test]
    public void Read_AVeryLongName_IsRefused()
    {
        var name = "expires" + new string('_', 300) + "at";

        var text = Good.Replace("\"weight\"", $"\"{name}\":1,\"weight\"", StringComparison.Ordinal);
        AssertInvalid($"[{text}]", "$[0]", "longer than 256 bytes");
    }

    [Test]
    public void Read_ANameThatIsNoText_IsSkippedAsAnyOther()
    {
        var text = Good.Replace("\"weight\"", "\"\\ud800\":1,\"weight\"", StringComparison.Ordinal);

        Assert.That(AttestationJson.Read(Utf8($"[{text}]")), Has.Count.EqualTo(1));
    }

    [Test]
    public void Read_ByteOrderMark_IsSkippedAndUtf16Named()
    {
        Assert.That(AttestationJson.Read([0xef, 0xbb, 0xbf, .. Utf8($"[{Good}]")]), Has.Count.EqualTo(1));

        var wide = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("[]")).ToArray();
        Assert.That(() => AttestationJson.Read(wide), Throws.TypeOf<InvalidAttestationException>().With.Message.Contains("UTF-16"));
    }

    [Test]
    public void Read_AnAttestationOfOneself_IsRefused() =>
        AssertInvalid($"[{Good.Replace("1111", "2222", StringComparison.Ordinal)}]", "$[0].source", "the subject itself");

    [Test]
    public void Read_OfWrite_IsTheSame() => AttestationSamples.AnyAttestation.List[0, 10].Sample(list =>
        AttestationJson.Read(AttestationJson.Write(list)).SequenceEqual(list), iter: 50);

    [Test]
    public void Read_OfWriteInMilliseconds_KeepsMilliseconds()
    {
        var options = new AttestationJsonOptions { TimeUnit = JsonTimeUnit.Milliseconds };
        var attestation = AttestationSamples.From(1) with { CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123) };

        Assert.That(AttestationJson.Read(AttestationJson.Write([attestation], options), options), Is.EqualTo(new[] { attestation }));
    }

    [Test]
    public void Read_TheOtherUnit_SaysWhichItLooksLike()
    {
        var milliseconds = Good.Replace("1700000000", "1700000000000", StringComparison.Ordinal);
        AssertInvalid($"[{milliseconds}]", "$[0].created_at", "looks like milliseconds");

        var thrown = Assert.Throws<InvalidAttestationException>(
            () => AttestationJson.Read(Utf8($"[{Good}]"), new() { TimeUnit = JsonTimeUnit.Milliseconds }))!;
        Assert.That(thrown.Message, Does.StartWith("$[0].created_at ").And.Contain("looks like seconds"));
    }

    [Test]
    public void Write_MillisecondsBefore1978_IsRefused() => Assert.That(
        () => AttestationJson.Write(
            [AttestationSamples.From(1) with { CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1000) }], new() { TimeUnit = JsonTimeUnit.Milliseconds }),
        Throws.TypeOf<InvalidAttestationException>().With.Message.Contains("before 1978"));

    [TestCase("\"source\":\"0x1111111111111111111111111111111111111111\"", "\"source\":\"0x11\"", "$[1].source", "40 hexadecimal digits")]
    [TestCase("\"source\":\"0x1111111111111111111111111111111111111111\"", "\"source\":17", "$[1].source", "must be a string")]
    [TestCase("\"source\"", "\"sauce\"", "$[1]", "has no field \"source\"")]
    [TestCase("\"belief\"", "\"Belief\"", "$[1].opinion", "differs from \"belief\"")]
    [TestCase("\"source\"", "\"target\"", "$[1].target", "twice")]
    [TestCase("\"belief\":0.6", "\"belief\":\"0.6\"", "$[1].opinion.belief", "must be a number")]
    [TestCase("\"belief\":0.6", "\"belief\":1e999", "$[1].opinion.belief", "")]
    [TestCase("\"belief\":0.6,", "", "$[1].opinion", "has no field \"belief\"")]
    [TestCase("\"belief\":0.6", "\"belief\":0.61", "$[1].opinion", "does not sum to 1")]
    [TestCase("\"uncertainty\":0.1", "\"uncertainty\":0", "$[1].opinion.uncertainty", "is 0")]
    [TestCase("\"belief\":0.6", "\"belief\":NaN", "$[1].opinion.belief", "is not JSON")]
    [TestCase("\"weight\":0.8", "\"weight\":null", "$[1].weight", "must be a number")]
    [TestCase("\"weight\":0.8", "\"weight\":1.5", "$[1].weight", "from 0 to 1")]
    [TestCase("\"vouch\"", "\"Vouch\"", "$[1].attestation_type", "must be one of")]
    [TestCase("\"vouch\"", "\"vo\\u0075ch\"", "$[1].attestation_type", "plain characters")]
    [TestCase("1700000000", "1700000000.5", "$[1].created_at", "whole number")]
    [TestCase("1700000000", "1.7e9", "$[1].created_at", "whole number")]
    [TestCase("1700000000", "-1", "$[1].created_at", "whole number")]
    [TestCase("1700000000", "99999999999999999999", "$[1].created_at", "whole number")]
    [TestCase("1700000000", "253402300800", "$[1].created_at", "after the year 9999")]
    [TestCase("1700000000", "1700000000,\"expires_at\":1700000000", "$[1].expires_at", "not after created_at")]
    [TestCase("\"weight\"", "\"x\":[[[[[[[[[[1]]]]]]]]]],\"weight\"", "$[1]", "levels")]
    public void Read_ABadSecondAttestation_SaysWhereAndWhat(string good, string bad, string path, string problem) =>
        AssertInvalid($"[{Good},{Good.Replace(good, bad, StringComparison.Ordinal)}]", path, problem);

    [TestCase("", "$", "is not JSON")]
    [TestCase("{}", "$", "must be an array")]
    [TestCase("null", "$", "must be an array")]
    [TestCase("[1]", "$[0]", "must be an object")]
    [TestCase("[null]", "$[0]", "must be an object")]
    [TestCase("[", "$[0]", "is not JSON")]
    [TestCase("[] []", "$", "is not JSON")]
    [TestCase("[] // comment", "$", "is not JSON")]
    [TestCase("[{\"opinion\":[]}]", "$[0].opinion", "must be an object")]
    [TestCase("[{\"opinion\":{\"belief\":0", "$[0].opinion.belief", "is not JSON")]
    public void Read_AnythingElse_SaysWhereAndWhat(string text, string path, string problem) => AssertInvalid(text, path, problem);

    [Test]
    public void Read_MoreThanAllowed_IsRefused()
    {
        var text = Utf8($"[{Good},{Good}]");

        Assert.That(
            () => AttestationJson.Read(text, new() { MaxAttestations = 1 }),
            Throws.TypeOf<InvalidAttestationException>().With.Message.StartsWith("$[1] ").And.Message.Contains("MaxAttestations"));
        Assert.That(
            () => AttestationJson.Read(text, new() { MaxBytes = text.Length - 1 }),
            Throws.TypeOf<InvalidAttestationException>().With.Message.Contains("MaxBytes"));
    }

    [Test]
    public void Read_AnyMutation_GivesATypedErrorOrAttestations()
    {
        var text = Utf8($"[{Good.Replace(Opinion, Opinion + " ", StringComparison.Ordinal)}]");
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Byte, Gen.Int[0, text.Length]).Sample((position, value, length) =>
        {
            var mutated = text.ToArray();
            mutated[position] = value;
            foreach (var candidate in new[] { mutated, mutated[..length] })
            {
                try
                {
                    AttestationJson.Read(candidate);
                }
                catch (InvalidAttestationException)
                {
                    // the only error there may be
                }
            }
        }, iter: 2000);
    }

    private static void AssertInvalid(string text, string path, string problem)
    {
        var thrown = Assert.Throws<InvalidAttestationException>(() => AttestationJson.Read(Utf8(text)))!;
        Assert.That(thrown.Field, Is.EqualTo(path));
        Assert.That(thrown.Message, Does.StartWith(path + " ").And.Contain(problem));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
