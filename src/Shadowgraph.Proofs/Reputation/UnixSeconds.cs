namespace Shadowgraph.Proofs.Reputation;

/// <summary>Times in the circuit's representation: whole Unix seconds below 2⁴⁰.</summary>
internal static class UnixSeconds
{
    public const int Bits = 40;

    /// <summary>The exclusive upper limit of times.</summary>
    public const ulong Limit = 1UL << Bits;

    /// <summary>The expiry of attestations that never expire.</summary>
    public const ulong Never = Limit - 1;

    /// <summary>The last second of year 9999, where <see cref="DateTimeOffset"/> ends.</summary>
    public const ulong LastRepresentable = 253_402_300_799;

    /// <summary>The whole seconds since 1970, without fractions; false for an earlier time.</summary>
    public static bool TryFrom(DateTimeOffset time, out ulong seconds)
    {
        var signed = time.ToUnixTimeSeconds();
        seconds = (ulong)Math.Max(signed, 0);
        return signed >= 0;
    }

    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970.</exception>
    public static ulong From(DateTimeOffset time, string parameter) =>
        TryFrom(time, out var seconds) ? seconds : throw new ArgumentOutOfRangeException(parameter, time, "Times must not be before 1970.");
}
