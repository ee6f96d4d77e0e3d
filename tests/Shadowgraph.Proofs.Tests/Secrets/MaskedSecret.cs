using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>The forms that a secret has in memory, each kept under a random mask: what looks for the secret is no copy of it.</summary>
internal sealed class MaskedSecret
{
    private readonly (string Name, byte[] Mask, byte[] Masked)[] _forms;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public MaskedSecret(IdentitySecret secret)
    {
        Span<byte> bytes = stackalloc byte[IdentitySecret.Size];
        secret.Export(bytes);
        var exported = Mask("exported", bytes);
        bytes.Reverse();
        var reversed = Mask("big-endian", bytes);
        var value = secret.Value;
        var held = MemoryMarshal.AsBytes(new Span<Fr>(ref value));
        held.CopyTo(bytes);
        CryptographicOperations.ZeroMemory(held);
        _forms = [exported, reversed, Mask("Montgomery", bytes)];
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>Finds every place where the secret stands.</summary>
    /// <param name="memory">Where to look.</param>
    /// <param name="found">Told the form and the place.</param>
    public void Find(ReadOnlySpan<byte> memory, Action<string, int> found)
    {
        Span<byte> start = stackalloc byte[sizeof(int)];
        foreach (var (name, mask, masked) in _forms)
        {
            // Four bytes in clear give nothing away, and are found fast.
            BinaryPrimitives.WriteInt32LittleEndian(start, BitConverter.ToInt32(mask) ^ BitConverter.ToInt32(masked));
            for (var at = 0; memory[at..].IndexOf(start) is >= 0 and var next; at++)
            {
                at += next;
                if (IsAt(memory[at..], mask, masked)) found(name, at);
            }
        }
    }

    private static bool IsAt(ReadOnlySpan<byte> memory, byte[] mask, byte[] masked)
    {
        if (memory.Length < mask.Length) return false;
        for (var i = 0; i < mask.Length; i++)
        {
            if ((memory[i] ^ mask[i]) != masked[i]) return false;
        }

        return true;
    }

    private static (string Name, byte[] Mask, byte[] Masked) Mask(string name, ReadOnlySpan<byte> bytes)
    {
        var mask = RandomNumberGenerator.GetBytes(bytes.Length);
        var masked = new byte[bytes.Length];
        for (var i = 0; i < masked.Length; i++) masked[i] = (byte)(bytes[i] ^ mask[i]);
        return (name, mask, masked);
    }
}
