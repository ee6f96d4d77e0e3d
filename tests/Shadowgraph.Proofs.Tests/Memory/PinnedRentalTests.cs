using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Tests.Memory;

[TestFixture]
public sealed class PinnedRentalTests
{
    [Test]
    public unsafe void Array_WhileItIsRented_IsNotMovedByACollection()
    {
        using var rental = new PinnedRental<Fr>(10);
        rental.Array![3] = 5;
        var before = (nint)Unsafe.AsPointer(ref rental.Array[3]);

        for (var i = 0; i < 3; i++) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.That((nint)Unsafe.AsPointer(ref rental.Array[3]), Is.EqualTo(before));
        Assert.That(rental.Array[3], Is.EqualTo((Fr)5));
    }

    [Test]
    public void Dispose_ClearsAllOfTheArray_AndMayBeCalledAgain()
    {
        var rental = new PinnedRental<Fr>(10);
        var array = rental.Array!;
        array.AsSpan().Fill(Fr.One);

        rental.Dispose();
        rental.Dispose();

        Assert.That(rental.Array, Is.Null);

        // Somebody else may have rented it by now and written to it, but nobody writes ones.
        Assert.That(array, Has.None.EqualTo(Fr.One));
    }
}
