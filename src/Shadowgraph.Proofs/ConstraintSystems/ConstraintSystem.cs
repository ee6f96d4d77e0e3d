using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A compiled circuit: its constraints, and the program that solves a witness from inputs. Immutable and thread-safe.</summary>
public sealed class ConstraintSystem
{
    private readonly WitnessProgram _program;

    internal ConstraintSystem(string name, WitnessProgram program, CircuitLabels labels)
    {
        Name = name;
        _program = program;
        Labels = labels;
    }

    /// <summary>The circuit's name.</summary>
    public string Name { get; }

    /// <summary>The constraints: the basis of keys, and the content of an .r1cs file.</summary>
    public R1cs R1cs => _program.Circuit;

    /// <summary>The names of wires and constraints.</summary>
    internal CircuitLabels Labels { get; }

    /// <summary>Compiles a circuit.</summary>
    /// <exception cref="CircuitDefinitionException">The definition contradicts itself or leaves a wire without constraint.</exception>
    public static ConstraintSystem Compile(ICircuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var builder = new CircuitBuilder();
        circuit.Define(builder);
        return builder.Finish().Compile(circuit.Name);
    }

    /// <summary>Computes the value of every wire from the inputs, and checks every constraint.</summary>
    /// <param name="inputs">A value for each of the circuit's inputs, and no further values.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    /// <returns>A witness that satisfies all constraints. To be disposed: the witness holds secrets.</returns>
    /// <exception cref="CircuitInputException">An input is missing, unknown or of the wrong length.</exception>
    /// <exception cref="ConstraintNotSatisfiedException">The inputs contradict the statement.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Witness Solve(CircuitInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return _program.Run(inputs, tamper: null, out var violated, cancellationToken)
            ?? throw new ConstraintNotSatisfiedException(Name, violated, Labels.OfConstraint(violated));
    }

    /// <summary>Writes circom's symbol file (.sym): the name of each wire, as printed by snarkjs.</summary>
    public void WriteSym(TextWriter writer) => SymbolFile.Write(Labels, writer);

    /// <summary>
    /// Simulates a malicious prover: solves a witness without checking constraints, and replaces values of wires on the way. Later computations follow
    /// the replaced values.
    /// </summary>
    /// <param name="inputs">A value for each of the circuit's inputs.</param>
    /// <param name="tamper">Receives each wire's number and honest value, returns the value to use.</param>
    internal Witness SolveUnchecked(CircuitInputs inputs, Func<int, Fr, Fr> tamper) =>
        _program.Run(inputs, tamper, out _, CancellationToken.None)!;
}
