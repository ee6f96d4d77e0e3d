using System.Globalization;

namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>Durations in the unit that reads best.</summary>
internal static class Duration
{
    /// <summary>Writes nanoseconds with three significant digits, such as 31.4 ns, 2.05 ms or 12.6 s.</summary>
    public static string Format(double nanoseconds)
    {
        var (value, unit) = nanoseconds switch
        {
            < 999.5 => (nanoseconds, "ns"),
            < 999.5e3 => (nanoseconds / 1e3, "us"),
            < 999.5e6 => (nanoseconds / 1e6, "ms"),
            _ => (nanoseconds / 1e9, "s"),
        };
        var digits = value switch
        {
            < 9.995 => "0.00",
            < 99.95 => "0.0",
            _ => "0",
        };
        return value.ToString(digits, CultureInfo.InvariantCulture) + " " + unit;
    }
}
