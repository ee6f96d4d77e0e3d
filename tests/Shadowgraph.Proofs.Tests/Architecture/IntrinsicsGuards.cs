using Mono.Cecil;

namespace Shadowgraph.Proofs.Tests.Architecture;

/// <summary>Finds uses of processor instructions in compiled code that no question for the instruction set precedes.</summary>
/// <remarks>
/// An instruction is guarded if the same method asks for the set before, or if the type has a static property IsSupported that asks for the set. Types
/// of the second kind must be guarded by the types that use them: by the property, or by the choice of <c>InstructionSets</c>.
/// </remarks>
internal static class IntrinsicsGuards
{
    private const string Question = "get_IsSupported";
    private const string Namespace = "System.Runtime.Intrinsics.";

    /// <summary>The classes of instructions that the types use.</summary>
    public static IReadOnlySet<string> Used(IEnumerable<TypeDefinition> types) =>
        types.SelectMany(type => type.Methods).SelectMany(Calls).Where(IsInstruction).Select(ClassOf).ToHashSet();

    /// <summary>Descriptions of unguarded instructions, and of unguarded uses of types that rely on their users' guards.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyCollection<TypeDefinition> types)
    {
        var faults = new List<string>();
        var guardedByUsers = new HashSet<string>();
        foreach (var type in types)
        {
            var answers = AnswersOf(type);
            foreach (var method in type.Methods)
            {
                foreach (var instruction in UnguardedIn(method))
                {
                    if (!answers.Any(answer => Implies(answer, instruction))) faults.Add($"{method.FullName} uses {instruction} without a guard");
                    else guardedByUsers.Add(type.FullName);
                }
            }
        }

        foreach (var type in types.Where(type => !guardedByUsers.Contains(type.FullName)))
        {
            var called = type.Methods.SelectMany(TypesCalled).ToHashSet();
            foreach (var relied in called.Where(guardedByUsers.Contains))
            {
                var asks = type.Methods.SelectMany(Calls).Any(call =>
                    (call.Name == Question && call.DeclaringType.GetElementType().FullName == relied) || call.DeclaringType.Name == "InstructionSets")
                    || type.Name == "InstructionSets";
                if (!asks) faults.Add($"{type.FullName} uses {relied} without asking whether it is supported");
            }
        }

        return faults;
    }

    private static IEnumerable<string> UnguardedIn(MethodDefinition method)
    {
        var asked = new List<string>();
        foreach (var call in Calls(method))
        {
            if (!IsHardware(call)) continue;
            var used = ClassOf(call);
            if (call.Name == Question) asked.Add(used);
            else if (!asked.Any(answer => Implies(answer, used))) yield return used;
        }
    }

    private static List<string> AnswersOf(TypeDefinition type) =>
        type.Methods.FirstOrDefault(method => method is { Name: Question, IsStatic: true }) is { } property
            ? [.. Calls(property).Where(call => call.Name == Question && IsHardware(call)).Select(ClassOf)]
            : [];

    // The classes of instructions inherit from those that a processor with the instructions has as well.
    private static bool Implies(string answer, string used) => Class(used).IsAssignableFrom(Class(answer));

    private static Type Class(string name) => typeof(System.Runtime.Intrinsics.X86.Sse).Assembly.GetType(name, throwOnError: true)!;

    private static IEnumerable<MethodReference> Calls(MethodDefinition method) =>
        method.HasBody ? method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>() : [];

    private static IEnumerable<string> TypesCalled(MethodDefinition method) => Calls(method).SelectMany(call => (TypeReference[])[
        call.DeclaringType.GetElementType(), .. call is GenericInstanceMethod generic ? generic.GenericArguments.Select(argument => argument.GetElementType()) : []])
        .Select(type => type.FullName);

    private static bool IsHardware(MethodReference call)
    {
        var type = call.DeclaringType;
        while (type.DeclaringType is not null) type = type.DeclaringType;
        return type.Namespace.StartsWith(Namespace, StringComparison.Ordinal);
    }

    private static bool IsInstruction(MethodReference call) => IsHardware(call) && call.Name != Question;

    private static string ClassOf(MethodReference call) => call.DeclaringType.FullName.Replace('/', '+');
}
