using System.Globalization;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>circom's .sym format: a line per wire with label, wire, component and name, separated by commas.</summary>
internal static class SymbolFile
{
    public static void Write(CircuitLabels labels, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        for (var wire = 1; wire < labels.WireCount; wire++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{wire},{wire},{labels.ScopeOfWire(wire)},main.{labels.OfWire(wire, '.')}\n"));
    }
}
