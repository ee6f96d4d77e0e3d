using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>Secrets in every form in which they could lie in a store or a log.</summary>
internal static class SecretForms
{
    private const int Shortest = 6;

    /// <summary>Searches a place for all of them.</summary>
    public static void AssertAbsent(IEnumerable<byte[]> secrets, byte[] place)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= Shortest))
        {
            Assert.That(
                place.AsSpan().IndexOf(secret), Is.EqualTo(-1), () => $"Found {Convert.ToHexStringLower(secret)}, {Encoding.UTF8.GetString(secret)}");
        }
    }

    /// <summary>User, recipient, subject, attester, and all that the opening says.</summary>
    public static IEnumerable<byte[]> Of(ProofRequest request)
    {
        yield return Encoding.UTF8.GetBytes(request.UserId.ToString());
        foreach (var address in new[] { request.Recipient, ProofCluster.Proving.Demonstration.Subject, ProofCluster.Proving.Demonstration.Attester })
        {
            var bytes = new byte[EvmAddress.Size];
            address.Write(bytes);
            foreach (var form in Of(bytes)) yield return form;
        }

        foreach (var form in In(request.Opening.ToJson())) yield return form;
    }

    /// <summary>Each long number and text of a JSON: as it stands there, and as bytes.</summary>
    public static IEnumerable<byte[]> In(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var text in TextsIn(document.RootElement).Where(text => text.Length >= 20).ToArray())
        {
            yield return Encoding.UTF8.GetBytes(text);
            if (BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                foreach (var form in Of(number.ToByteArray(isUnsigned: true, isBigEndian: true))) yield return form;
            else if (EvmAddress.TryParse(text, out var address))
            {
                var bytes = new byte[EvmAddress.Size];
                address.Write(bytes);
                foreach (var form in Of(bytes)) yield return form;
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
    public static IEnumerable<byte[]> Of(byte[] bytes)
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
