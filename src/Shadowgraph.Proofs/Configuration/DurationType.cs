using System.Globalization;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>A duration within bounds.</summary>
/// <remarks>A bare number is refused: TimeSpan.Parse reads a number of days, which is rarely intended.</remarks>
internal sealed class DurationType(TimeSpan least, TimeSpan most) : OptionType<TimeSpan>
{
    /// <summary>The upper limit of all durations: timers accept at most about 24 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>The smallest positive duration.</summary>
    public static readonly TimeSpan LongerThanZero = TimeSpan.FromTicks(1);

    private const string Written = "[days.]hours:minutes:seconds";

    public override string Form => $"a duration, written {Written}, such as 00:01:30 for 90 seconds";

    public override string Range =>
        least == LongerThanZero ? $"longer than zero and at most {Write(most)}" : $"at least {Write(least)} and at most {Write(most)}";

    public override bool TryParse(string written, out TimeSpan value)
    {
        value = default;
        return written.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(written, CultureInfo.InvariantCulture, out value);
    }

    public override string Write(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);

    public override bool Accepts(TimeSpan value) => least <= value && value <= most;

    public override string Hint(TimeSpan value) => value > most && value.Ticks % TimeSpan.TicksPerDay == 0
        ? $". Durations are written {Written}; a bare number is taken for days"
        : "";
}
