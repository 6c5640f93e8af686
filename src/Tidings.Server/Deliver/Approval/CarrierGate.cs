namespace Tidings.Server.Deliver.Approval;

/// <summary>How a carrier's settings stand.</summary>
internal enum GateState
{
    /// <summary>It is not known yet, or cannot be known now.</summary>
    Unknown = 0,
    InForce,
    /// <summary>A second person is to approve them.</summary>
    Waiting,
    /// <summary>A second person has not approved them.</summary>
    Rejected,
}

/// <summary>Lets sessions of a carrier begin while its settings are in force. It begins closed.</summary>
internal sealed class CarrierGate
{
    readonly Lock _lock = new();
    TaskCompletionSource _opened = New();
    TaskCompletionSource _closed = New();

    public GateState State { get; private set; }

    /// <summary>The settings that this is said of.</summary>
    public byte[]? Document { get; private set; }

    /// <summary>The proposal that waits, or was rejected; null: there is none.</summary>
    public string? Proposal { get; private set; }

    public bool IsOpen => State == GateState.InForce;

    /// <summary>Completed when it has closed after it was open.</summary>
    public Task Closed
    {
        get
        {
            lock (_lock)
                return IsOpen ? _closed.Task : Task.CompletedTask;
        }
    }

    /// <summary>Looks whether what is in force is still what is configured, before each session; null: nobody looks.</summary>
    public Func<CancellationToken, Task<bool>>? Look { get; set; }

    /// <summary>A gate that nobody watches.</summary>
    public static CarrierGate Opened()
    {
        var gate = new CarrierGate();
        gate.Open([]);
        return gate;
    }

    public void Open(byte[] document) => Set(GateState.InForce, document, null);

    public void Close(GateState state, byte[]? document, string? proposal) => Set(state, document, proposal);

    /// <summary>Waits until a session may begin.</summary>
    public async Task Pass(CancellationToken cancel)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
                opened = _opened.Task;
            await opened.WaitAsync(cancel);
            if (Look is not { } look || await look(cancel))
                return;
        }
    }

    void Set(GateState state, byte[]? document, string? proposal)
    {
        TaskCompletionSource? passed = null;
        lock (_lock)
        {
            var was = IsOpen;
            (State, Document, Proposal) = (state, document, proposal);
            if (was == IsOpen)
                return;
            if (IsOpen)
                (passed, _closed) = (_opened, New());
            else
                (passed, _opened) = (_closed, New());
        }
        passed.TrySetResult();
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
