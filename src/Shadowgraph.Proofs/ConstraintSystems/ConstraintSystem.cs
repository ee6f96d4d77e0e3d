using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A compiled circuit: its constraints, and how to solve a witness from inputs. Immutable; for any number of threads.</summary>
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

    /// <summary>The constraints: what keys are made for, and what an .r1cs file holds.</summary>
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
    /// <param name="inputs">A value for each of the circuit's inputs, and no others.</param>
    /// <param name="cancellationToken">Stops the computation.</param>
    /// <returns>A witness that satisfies all constraints. Dispose it: it holds secrets.</returns>
    /// <exception cref="CircuitInputException">An input is missing, unknown or of the wrong length.</exception>
    /// <exception cref="ConstraintNotSatisfiedException">The inputs contradict the statement.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Witness Solve(CircuitInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return _program.Run(inputs, tamper: null, out var violated, cancellationToken)
            ?? throw new ConstraintNotSatisfiedException(Name, violated, Labels.OfConstraint(violated));
    }

    /// <summary>Writes circom's symbol file (.sym): for each wire its name, as snarkjs prints it.</summary>
    public void WriteSym(TextWriter writer) => SymbolFile.Write(Labels, writer);

    /// <summary>
    /// What a malicious prover can do: solves a witness without checking a constraint, replacing wires' values on the way. What is
    /// computed later follows the replaced values.
    /// </summary>
    /// <param name="inputs">A value for each of the circuit's inputs.</param>
    /// <param name="tamper">Gets each wire's number and honest value, returns the value to use.</param>
    internal Witness SolveUnchecked(CircuitInputs inputs, Func<int, Fr, Fr> tamper) =>
        _program.Run(inputs, tamper, out _, CancellationToken.None)!;
}
