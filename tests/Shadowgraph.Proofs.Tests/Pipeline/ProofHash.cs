using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>The hash of a proof, computed anew from its JSON as the documentation of <see cref="ProofResult.Hash"/> says.</summary>
internal static class ProofHash
{
    public static string Of(ReputationProof proof)
    {
        var bytes = new List<byte>(Encoding.ASCII.GetBytes("shadowgraph.proofs/proof/v1\0"));
        bytes.AddRange(Count((int)proof.Size));
        bytes.AddRange(Count(proof.Links.Count));
        bytes.AddRange(Convert.FromHexString(proof.VerificationKeyHash));
        foreach (var link in proof.Links)
        {
            var points = JsonDocument.Parse(link.Proof.ToJson()).RootElement;
            var (a, b, c) = (points.GetProperty("pi_a"), points.GetProperty("pi_b"), points.GetProperty("pi_c"));
            foreach (var number in (JsonElement[])[a[0], a[1], b[0][0], b[0][1], b[1][0], b[1][1], c[0], c[1]])
                bytes.AddRange(Word(number));
            foreach (var signal in JsonDocument.Parse(PublicSignals.ToJson(link.Signals)).RootElement.EnumerateArray())
                bytes.AddRange(Word(signal));
        }

        return "0x" + Convert.ToHexStringLower(SHA256.HashData([.. bytes]));
    }

    private static byte[] Count(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Word(JsonElement number)
    {
        var bytes = BigInteger.Parse(number.GetString()!, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
