using System.Globalization;
using System.Numerics;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>A whole number with a lower limit.</summary>
internal sealed class NumberType<TNumber>(TNumber least) : OptionType<TNumber>
    where TNumber : struct, IBinaryInteger<TNumber>, IMinMaxValue<TNumber>
{
    public override string Form => $"a whole number up to {TNumber.MaxValue}";

    public override string Range => $"at least {least}";

    public override bool TryParse(string written, out TNumber value) =>
        TNumber.TryParse(written, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    public override string Write(TNumber value) => value.ToString(null, CultureInfo.InvariantCulture);

    public override bool Accepts(TNumber value) => value >= least;
}
