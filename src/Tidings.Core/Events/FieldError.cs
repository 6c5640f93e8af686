using MemoryPack;

namespace Tidings.Core.Events;

/// <summary>What is wrong with input, so that whoever sent it can mend it.</summary>
/// <param name="Field">Path of the field as the sender wrote it: <c>data.amount.currency</c>, <c>Ntry[3]/Amt</c>, column <c>phone</c>.</param>
/// <param name="Code">Stable: <c>missing</c>, <c>unknown</c>, <c>format</c>, <c>range</c> ...</param>
/// <param name="Why">What is wrong, without repeating personal values.</param>
/// <param name="Fix">What to do.</param>
[MemoryPackable]
public sealed partial record FieldError(string Field, string Code, string Why, string Fix);
