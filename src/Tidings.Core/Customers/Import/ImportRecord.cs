using Tidings.Core.Events;

namespace Tidings.Core.Customers.Import;

/// <summary>What comes out of a file of rows, in its order.</summary>
public abstract record ImportRecord<T> where T : class
{
    private protected ImportRecord() { }

    /// <summary>Never shows what it holds.</summary>
    public sealed override string ToString() => $"{GetType().Name} (redacted)";
}

/// <summary>The header was understood. Comes first.</summary>
/// <param name="Ignored">Columns of the file that mean nothing here, as they are written, at most 100.</param>
public sealed record ImportHeader<T>(IReadOnlyList<string> Ignored) : ImportRecord<T> where T : class;

/// <summary>One thing of the file, or what is wrong with it.</summary>
/// <param name="Row">The row, from 1, the header not counted; the first of them where several rows make one thing.</param>
/// <param name="Value">Null: it is wrong, see the errors, whose field is the column as the file writes it.</param>
public sealed record ImportRow<T>(long Row, T? Value, IReadOnlyList<FieldError> Errors) : ImportRecord<T> where T : class;

/// <summary>The file cannot be read from here on; what came before stands. Always the last.</summary>
public sealed record ImportFailure<T>(long Row, IReadOnlyList<FieldError> Errors) : ImportRecord<T> where T : class;
