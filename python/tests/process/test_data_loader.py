"""PyTorch's DataLoader with forked workers."""

from __future__ import annotations

from processes import run


def test_data_loader():
    """Items are our arrays made tensors. Workers compute if the parent did not; if it did, only exchange is left."""
    lines = run("""
    import torch, workers, ndola as nd
    from torch.utils.data import DataLoader, Dataset
    torch.set_num_threads(1)

    class Rows(Dataset):
        def __init__(self, computing):
            self.rows = [nd.asarray([float(i), float(i * i)]) for i in range(8)]
            self.computing = computing

        def __len__(self):
            return len(self.rows)

        def __getitem__(self, i):
            row = self.rows[i]
            return torch.from_dlpack(row + row if self.computing else row)

    def load(computing):
        loader = DataLoader(Rows(computing), batch_size=4, num_workers=2, multiprocessing_context="fork")
        try:
            return torch.cat(list(loader)).sum().item()
        except RuntimeError as error:
            return "RuntimeError", "after ndola had computed" in str(error), "forkserver" in str(error)

    print(load(computing=True), load(computing=False))
    workers.use_core()
    print(load(computing=False))
    print(load(computing=True))
    print(load(computing=False))
    """)
    assert lines == ["336.0 168.0", "168.0", "('RuntimeError', True, True)", "168.0"]
