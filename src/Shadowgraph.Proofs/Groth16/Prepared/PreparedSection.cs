namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>The sections of a prepared key file, in file order. Indices are 32 bits each, points and coefficients in the prover's own form.</summary>
internal enum PreparedSection
{
    /// <summary>The start of each row's terms, and the end.</summary>
    RowStart,

    /// <summary>The wire of each term.</summary>
    RowWires,

    /// <summary>The coefficient of each term.</summary>
    RowCoefficients,

    /// <summary>The distinct coefficients, in Montgomery form.</summary>
    Coefficients,

    /// <summary>For each place of the domain the row of A; -1 for none.</summary>
    RowA,

    /// <summary>For each place of the domain the row of B; -1 for none.</summary>
    RowB,

    /// <summary>The wire of each point of A; empty if point i belongs to wire i.</summary>
    WiresOfA,

    /// <summary>The wire of each point of B, in G1 and in G2; empty if point i belongs to wire i.</summary>
    WiresOfB,

    /// <summary>The wire of each point of C.</summary>
    WiresOfC,

    /// <summary>The wire of each point of the folded C; empty if point i belongs to wire i.</summary>
    WiresOfFoldedC,

    /// <summary>The place of each point of H; empty if point i belongs to place i.</summary>
    PlacesOfH,

    A,
    B1,
    B2,
    C,

    /// <summary>Empty if the .zkey file has none.</summary>
    FoldedC,
    H,
}
