namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>What is left of a group when its terms in sets of eight runs are summed.</summary>
/// <param name="Group">Which group.</param>
/// <param name="Start">The first term that is in no set of eight runs.</param>
/// <param name="Terms">How many such terms there are.</param>
/// <param name="FirstSum">The first of its sets of eight runs' sums.</param>
/// <param name="Sums">How many such sums there are, side by side.</param>
internal readonly record struct BucketRemainder(int Group, int Start, int Terms, int FirstSum, int Sums);
