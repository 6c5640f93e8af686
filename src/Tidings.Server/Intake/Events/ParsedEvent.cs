using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>What was read of one event: the event, or what is wrong with it. Id and source as far as they could be read, for the answer.</summary>
internal readonly record struct ParsedEvent(BankEvent? Event, string? Id, string? Source, IReadOnlyList<FieldError> Errors);
