using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>Times as whole numbers of seconds or milliseconds since 1970. The accepted ranges do not overlap, so a wrong unit is detected.</summary>
internal static class UnixTime
{
    /// <summary>Converts a number to a time.</summary>
    /// <returns>The problem, as the rest of a sentence about the field; null if there is none.</returns>
    public static string? TryRead(ulong value, JsonTimeUnit unit, out DateTimeOffset time)
    {
        time = default;
        if (unit == JsonTimeUnit.Seconds)
        {
            if (value > UnixSeconds.LastRepresentable)
                return "is after the year 9999 in Unix seconds; it looks like milliseconds. State seconds, or set TimeUnit to Milliseconds.";
            time = DateTimeOffset.FromUnixTimeSeconds((long)value);
            return null;
        }

        if (value <= UnixSeconds.LastRepresentable)
            return "is before 1978 in Unix milliseconds; it looks like seconds. State milliseconds, or set TimeUnit to Seconds.";
        if (value > 1000 * UnixSeconds.LastRepresentable)
            return "is after the year 9999. State Unix milliseconds, or null if it never expires.";
        time = DateTimeOffset.FromUnixTimeMilliseconds((long)value);
        return null;
    }
}
