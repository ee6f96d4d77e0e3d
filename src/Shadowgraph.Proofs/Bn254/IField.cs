namespace Shadowgraph.Proofs.Bn254;

/// <summary>A prime field or an extension field, as used by curve, pairing and transform code.</summary>
/// <remarks>Type arguments are structs, so the JIT specialises and inlines every call.</remarks>
internal interface IField<TSelf> : IEquatable<TSelf>
    where TSelf : struct, IField<TSelf>
{
    /// <summary>The neutral element of addition; also the value of <c>default</c>.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The neutral element of multiplication.</summary>
    static abstract TSelf One { get; }

    /// <summary>Whether this is <see cref="Zero"/>.</summary>
    bool IsZero { get; }

    static abstract TSelf operator +(in TSelf left, in TSelf right);

    static abstract TSelf operator -(in TSelf left, in TSelf right);

    static abstract TSelf operator -(in TSelf value);

    static abstract TSelf operator *(in TSelf left, in TSelf right);

    /// <summary>2a, by one addition.</summary>
    TSelf Double();

    /// <summary>a², cheaper than a multiplication.</summary>
    TSelf Square();

    /// <summary>a⁻¹, and zero for zero: a caller that must reject zero has to test first.</summary>
    TSelf Inverse();
}
