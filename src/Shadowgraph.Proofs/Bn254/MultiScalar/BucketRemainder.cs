namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>The remainder of a group after its run sets are summed.</summary>
/// <param name="Group">The group.</param>
/// <param name="Start">The first term outside of the run sets.</param>
/// <param name="Terms">The number of such terms.</param>
/// <param name="FirstSum">The first sum of the group's run sets.</param>
/// <param name="Sums">The number of consecutive sums.</param>
internal readonly record struct BucketRemainder(int Group, int Start, int Terms, int FirstSum, int Sums);
