using System.Buffers.Binary;
using System.Text;

namespace Shadowgraph.Proofs.Tests.Fuzzing;

/// <summary>
/// Damages files: bytes, numbers and words changed, pieces cut off, removed, repeated or taken from another. The same seed does the same.
/// </summary>
internal sealed class Mutator(int seed)
{
    private const int MostChanges = 4;
    private const int Longest = 1 << 16;

    /// <summary>What readers of JSON trip over, and what people mix up.</summary>
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "\"", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\u005f", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "1e999",
            "-0", "0x1", "1.5", "99999999999999999999", "9007199254740993", "NaN", "Infinity",
            "\"a\":1,", "\"\":null,", "//", "/**/", "[[[[[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}", "\"proof\":{",
            "\"pi_a\":", "\"IC\":", "\"vk_alfa_1\":[1,2],", "\"groth\"",
            "\"Expires_At\":1,", "\"expires\\u005fat\":1,", "21888242871839275222246405745257275088548364400416034343698204186575808495617",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0x1f, 0x8b], [0],
    ];

    private static readonly ulong[] Numbers =
        [0, 1, 2, 3, 4, 5, 7, 8, 10, 63, 64, 65, 255, 256, 65535, 1 << 20, (1 << 28) - 1, 1 << 28, (1 << 28) + 1, int.MaxValue, 1ul << 31,
         uint.MaxValue, 1ul << 32, 1ul << 40, long.MaxValue, 1ul << 63, ulong.MaxValue];

    private readonly Random _random = new(seed);

    /// <summary>One of the samples, damaged.</summary>
    public byte[] Damage(byte[][] samples)
    {
        var bytes = Any(samples);
        for (var changes = _random.Next(1, MostChanges + 1); changes > 0; changes--) bytes = Change(bytes, samples);
        return bytes.Length <= Longest ? bytes : bytes[..Longest];
    }

    private byte[] Change(byte[] bytes, byte[][] samples)
    {
        var (from, to) = Range(bytes.Length);
        switch (_random.Next(12))
        {
            case 0: return bytes[..from];
            case 1: return [.. bytes[..from], .. bytes[to..]];
            case 2: return [.. bytes[..to], .. bytes[from..]];
            case 3: return [.. bytes[..from], .. Any(Words), .. bytes[from..]];
            case 4: return [.. bytes[..from], .. Any(Words), .. bytes[to..]];
            case 5:
                var other = Any(samples);
                var (start, end) = Range(other.Length);
                return [.. bytes[..from], .. other[start..end], .. bytes[to..]];
            case 6 or 7: return WithNumber(bytes, sizeof(uint));
            case 8: return WithNumber(bytes, sizeof(ulong));
            case 9:
                var words = Enumerable.Repeat(Any(Words), _random.Next(1, 200));
                return [.. bytes[..from], .. words.SelectMany(word => word), .. bytes[from..]];
            default: return WithByte(bytes);
        }
    }

    private byte[] WithByte(byte[] bytes)
    {
        if (bytes.Length == 0) return [(byte)_random.Next(256)];
        byte[] changed = [.. bytes];
        changed[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return changed;
    }

    /// <summary>A length or count where one may be: at a multiple of four more often than elsewhere.</summary>
    private byte[] WithNumber(byte[] bytes, int size)
    {
        if (bytes.Length < size) return bytes;
        byte[] changed = [.. bytes];
        var place = _random.Next(bytes.Length - size + 1);
        if (_random.Next(4) != 0) place &= ~3;
        var number = Numbers[_random.Next(Numbers.Length)];
        if (size == sizeof(uint)) BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(place), (uint)number);
        else BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(place), number);
        return changed;
    }

    private (int From, int To) Range(int length)
    {
        var (a, b) = (_random.Next(length + 1), _random.Next(length + 1));
        return a <= b ? (a, b) : (b, a);
    }

    private byte[] Any(byte[][] choices) => choices[_random.Next(choices.Length)];
}
