using System.Buffers.Binary;
using System.Numerics;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Airdrop.Evm;

/// <summary>Calls of functions whose parameters are all of one word: https://docs.soliditylang.org/en/latest/abi-spec.html.</summary>
internal static class Abi
{
    public static byte[] Call(string signature, params BigInteger[] words)
    {
        var selector = new byte[SolidityAbi.SelectorSize];
        BinaryPrimitives.WriteUInt32BigEndian(selector, SolidityAbi.Selector(signature));
        return [.. selector, .. Words(words)];
    }

    /// <summary>Words of 32 bytes, in the encoding of a constructor's arguments.</summary>
    public static byte[] Words(params BigInteger[] words) => [.. words.SelectMany(Word)];

    public static byte[] Word(BigInteger value)
    {
        var word = new byte[SolidityAbi.WordSize];
        var length = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(word.AsSpan(word.Length - length), out _, isUnsigned: true, isBigEndian: true);
        return word;
    }

    public static BigInteger Number(EvmAddress address) => address.ToFr().ToBigInteger();

    public static BigInteger Number(ReadOnlySpan<byte> word) => new(word, isUnsigned: true, isBigEndian: true);

    public static EvmAddress Address(ReadOnlySpan<byte> word) => new(word[^EvmAddress.Size..]);

    public static Fr Scalar(ReadOnlySpan<byte> word) => Fr.FromBigIntegerReduced(Number(word));
}
