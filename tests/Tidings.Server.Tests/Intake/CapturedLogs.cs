using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tidings.Server.Tests.Intake;

/// <summary>Everything that is logged, with exceptions and all.</summary>
internal sealed class CapturedLogs : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> _lines = new();

    public string All => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => true;
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");
    public void Dispose() { }
}
