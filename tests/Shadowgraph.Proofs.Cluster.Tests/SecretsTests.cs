using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>What lies in the store and in the logs after requests have gone through.</summary>
[TestFixture]
public sealed class SecretsTests
{
    [Test]
    public async Task StoreAndLogs_HoldNothingOfRequestOrResult()
    {
        await using var world = await ClusterWorld.StartAsync("noop", "--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Orleans=Warning");
        var front = await world.FrontAsync();
        using var identity = IdentitySecret.Create();
        var secrets = new List<byte[]>();
        foreach (var request in new[] { Named(world), Hidden(identity), Unprovable(world) })
        {
            secrets.AddRange(SecretsOf(request));
            var result = await front.Cluster.ProveAsync(request);
            if (result.Proof is not { } proof) continue;
            secrets.AddRange(NumbersIn(proof.ToJson()));
        }

        var bytes = new byte[IdentitySecret.Size];
        identity.Export(bytes);
        secrets.AddRange(FormsOf(bytes));

        var everything = new byte[][] { await world.Redis.DumpAsync(), Encoding.UTF8.GetBytes(string.Join('\n', world.AllOutput)) };

        Assert.That(secrets, Has.Count.GreaterThan(100), "There is something to look for.");
        Assert.That(everything[0], Has.Length.GreaterThan(10_000), "The store holds the requests.");
        foreach (var secret in secrets.Where(secret => secret.Length >= 6))
        {
            foreach (var place in everything)
                Assert.That(place.AsSpan().IndexOf(secret), Is.EqualTo(-1), () => $"Found {Convert.ToHexStringLower(secret)}, {Encoding.UTF8.GetString(secret)}");
        }
    }

    private static ProofRequest Named(ClusterWorld world) => world.Demonstration.Request(new ProofUserId("a-user-by-this-name"));

    private static ProofRequest Unprovable(ClusterWorld world)
    {
        var request = Named(world);
        return new ProofRequest(request.Opening, ProofStatement.Threshold(999_999)) { UserId = request.UserId, Recipient = request.Recipient };
    }

    private static ProofRequest Hidden(IdentitySecret identity)
    {
        var account = EvmAddress.Parse("0x6813eb9362372eef6200f3b1dbc3f819671cba69");
        var registry = new AttestationRegistry();
        registry.Publish(RegistrySubject.Hidden(account, identity.Commitment),
        [
            new Attestation
            {
                Source = ProofCluster.Proving.Demonstration.Attester,
                Target = account,
                Opinion = new Opinion(0.7, 0.1, 0.2, 0.5),
                Weight = 1,
                Type = AttestationType.Trust,
                CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_767_225_600),
            },
        ]);
        return new ProofRequest(registry.Open(account), ProofStatement.SetMembership().Anonymously())
        {
            UserId = new ProofUserId("a-user-by-this-name"),
            Recipient = EvmAddress.Parse("0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718"),
            Identity = identity,
        };
    }

    private static IEnumerable<byte[]> SecretsOf(ProofRequest request)
    {
        yield return Encoding.UTF8.GetBytes(request.UserId.ToString());
        foreach (var address in new[] { request.Recipient, ProofCluster.Proving.Demonstration.Subject, ProofCluster.Proving.Demonstration.Attester })
        {
            var bytes = new byte[EvmAddress.Size];
            address.Write(bytes);
            foreach (var form in FormsOf(bytes)) yield return form;
        }

        foreach (var form in NumbersIn(request.Opening.ToJson())) yield return form;
    }

    /// <summary>Each long number and text of a JSON: as it stands there, and as bytes.</summary>
    private static IEnumerable<byte[]> NumbersIn(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var text in TextsIn(document.RootElement).Where(text => text.Length >= 20).ToArray())
        {
            yield return Encoding.UTF8.GetBytes(text);
            if (BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                foreach (var form in FormsOf(number.ToByteArray(isUnsigned: true, isBigEndian: true))) yield return form;
            else if (EvmAddress.TryParse(text, out var address))
            {
                var bytes = new byte[EvmAddress.Size];
                address.Write(bytes);
                foreach (var form in FormsOf(bytes)) yield return form;
            }
        }
    }

    private static IEnumerable<string> TextsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => TextsIn(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsIn),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    /// <summary>Bytes in both orders, and in hexadecimal digits and base64 of both.</summary>
    private static IEnumerable<byte[]> FormsOf(byte[] bytes)
    {
        foreach (var order in new[] { bytes, bytes.Reverse().ToArray() })
        {
            if (order.Count(b => b != 0) < 6) yield break;
            yield return order;
            yield return Encoding.UTF8.GetBytes(Convert.ToHexStringLower(order));
            yield return Encoding.UTF8.GetBytes(Convert.ToHexString(order));
            yield return Encoding.UTF8.GetBytes(Convert.ToBase64String(order));
            yield return Encoding.UTF8.GetBytes(Base64Url.EncodeToString(order));
        }
    }
}
