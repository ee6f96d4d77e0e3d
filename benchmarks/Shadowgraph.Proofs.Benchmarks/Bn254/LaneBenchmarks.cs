using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>One operation of the vector kernels, for each element. Operands fit the first cache.</summary>
public class LaneBenchmarks
{
    private LaneLoops _loops = null!;

    /// <summary>The field: those of the coordinates of G1 and of G2.</summary>
    [Params(FieldOperand.Fp, FieldOperand.Fp2)]
    public FieldOperand Field { get; set; }

    /// <summary>The instruction set; portable if the processor lacks the set.</summary>
    [ParamsAllValues]
    public LaneForm Form { get; set; }

    /// <summary>Draws the operands.</summary>
    [GlobalSetup]
    public void CreateOperands() => _loops = (Form, Field) switch
    {
        (LaneForm.Avx512, FieldOperand.Fp) when InstructionSets.IsSupported(InstructionSet.Avx512) =>
            new LaneLoops<Avx512Lanes<BaseModulus, BaseDigits52>, Avx512Lanes<BaseModulus, BaseDigits52>>(),
        (LaneForm.Avx512, _) when InstructionSets.IsSupported(InstructionSet.Avx512) =>
            new LaneLoops<Fp2Lanes<Avx512Lanes<BaseModulus, BaseDigits52>>, Avx512Lanes<BaseModulus, BaseDigits52>>(),
        (LaneForm.Avx2, FieldOperand.Fp) when InstructionSets.IsSupported(InstructionSet.Avx2) =>
            new LaneLoops<Avx2Lanes<BaseModulus, BaseDigits51>, Avx2Lanes<BaseModulus, BaseDigits51>>(),
        (LaneForm.Avx2, _) when InstructionSets.IsSupported(InstructionSet.Avx2) =>
            new LaneLoops<Fp2Lanes<Avx2Lanes<BaseModulus, BaseDigits51>>, Avx2Lanes<BaseModulus, BaseDigits51>>(),
        (_, FieldOperand.Fp) => new LaneLoops<PortableLanes<BaseModulus, BaseDigits52>, PortableLanes<BaseModulus, BaseDigits52>>(),
        _ => new LaneLoops<Fp2Lanes<PortableLanes<BaseModulus, BaseDigits52>>, PortableLanes<BaseModulus, BaseDigits52>>(),
    };

    /// <summary>Independent products.</summary>
    [Benchmark(OperationsPerInvoke = LaneLoops.Length)]
    public void Multiply() => _loops.Multiply();

    /// <summary>Independent squares.</summary>
    [Benchmark(OperationsPerInvoke = LaneLoops.Length)]
    public void Square() => _loops.Square();

    /// <summary>(a - b)c - d, of least size.</summary>
    [Benchmark(OperationsPerInvoke = LaneLoops.Length)]
    public void SubtractMultiplySubtract() => _loops.SubtractMultiplySubtract();

    /// <summary>a - b, of least size.</summary>
    [Benchmark(OperationsPerInvoke = LaneLoops.Length)]
    public void SubtractReduced() => _loops.SubtractReduced();

    /// <summary>Points packed.</summary>
    [Benchmark(OperationsPerInvoke = LaneLoops.Length)]
    public void StorePoints() => _loops.StorePoints();

    /// <summary>Points read from packed storage, some negated.</summary>
    [Benchmark(OperationsPerInvoke = LaneLoops.Length)]
    public void LoadPoints() => _loops.LoadPoints();

    /// <summary>Products in the prime field by a constant with prepared rows.</summary>
    [Benchmark(OperationsPerInvoke = LaneLoops.Length)]
    public void MultiplyByConstant() => _loops.MultiplyByConstant();

    /// <summary>Inverses in the prime field; eight share one inversion.</summary>
    [Benchmark(OperationsPerInvoke = LaneLoops.Length)]
    public void Invert() => _loops.Invert();
}
