"""python3 training/test_training.py — needs no data and some seconds on one core."""
import contextlib
import gzip
import io
import json
import tempfile
import unittest
import unittest.mock
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import data
import evaluate
import experiments
import export
import train
from formula_images import crc32, hash32, make_image
from post_network import PostNetwork
from weights_files import fingerprint, put_entry, read_index, read_tensors, write_tensors

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / 'public' / 'weights'
GOLDEN = ROOT / 'test' / 'golden'
COUNTS = GOLDEN / 'counts' / 'totals_seed_mobilenet_v2.json'  # of the post's own code, run
NOTES = GOLDEN / 'counts' / 'seed_notes.json'
PARITY = GOLDEN / 'parity' / 'a_seed_t6_s1_32.json'
LOGITS = GOLDEN / 'trained'
TINY = ['--width', '0.1', '--expansion', '1', '--sizes', '8,16', '--batch', '20', '--epochs', '3',
        '--threads', '1']


def trainable(**options):
    return sum(p.numel() for p in PostNetwork(**options).parameters())


def tensor_names(network):
    return [k for k in network.state_dict() if not k.endswith('num_batches_tracked')]


def quietly(function, *arguments):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return function(*arguments)


def noise(count):
    """uint8 (count, 32, 32, 3); image k is of class k % 10, and a little brighter the higher it is."""
    images = np.random.default_rng(1).integers(0, 120, (count, 32, 32, 3))
    return (images + 14 * (np.arange(count) % 10)[:, None, None, None]).astype(np.uint8)


def write_binary(folder, counts):
    """The binary layout: `counts` images in each training batch and in the test batch."""
    for name in data.FILES['binary']['train'] + data.FILES['binary']['test']:
        pixels = noise(counts).transpose(0, 3, 1, 2).reshape(counts, -1)
        labels = (np.arange(counts, dtype=np.uint8) % 10)[:, None]
        np.hstack([labels, pixels]).tofile(folder / name)


def write_jpegs(folder, split, images):
    files = []
    for image in images:
        file = io.BytesIO()
        Image.fromarray(image).save(file, 'JPEG', quality=95)
        files.append(file.getvalue())
    (folder / f'{split}.jpgs.gz').write_bytes(gzip.compress(b''.join(files)))
    np.cumsum([0] + [len(f) for f in files]).astype('<u4').tofile(folder / f'{split}.idx')


class InFolder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)


class Network(unittest.TestCase):
    def test_trainable_parameters_are_those_counted_in_the_posts_code(self):
        positions = {'baseline': 'linear', 'preact': 'pre-activation'}
        for model in json.loads(COUNTS.read_text())['models']:
            options = {'expansion': model['args']['expansion'],
                       'activation_position': positions[model['args']['variant']]}
            expected = model['totals']['params']['trainable']
            self.assertEqual(trainable(**options), expected, model['id'])

    def test_trainable_parameters_grow_linearly_with_the_expansion(self):
        for t in range(1, 11):
            self.assertEqual(trainable(expansion=t), 788_154 + 301_152 * (t - 1), f't = {t}')

    def test_trainable_parameters_of_each_variant(self):
        listing = 2_293_914
        for parameters, options in [
            (listing, {}),
            (listing, {'activation_position': 'after-projection'}),
            (listing, {'activation_position': 'after-addition'}),
            (listing + 3_008, {'projection_norm': True}),
            (listing - 59_152, {'shortcut': 'identity'}),
            (listing - 59_152, {'shortcut': 'none'}),
            (listing, {'divisor': 1}),
        ]:
            self.assertEqual(trainable(**options), parameters, options)

    def test_names_and_shapes_are_the_listings_and_names_accumulate(self):
        network, notes = PostNetwork(), json.loads(NOTES.read_text())
        names, tensors = tensor_names(network), network.state_dict()
        self.assertEqual(names, notes['state_dict_keys'])
        self.assertEqual([list(tensors[k].shape) for k in names], notes['state_dict_shapes'])
        self.assertIn('group3.group_3_bottleneck_0_bottleneck_1_bottleneck_2.conv_squeeze.weight',
                      names)

    def test_unknown_choices_are_named(self):
        with self.assertRaisesRegex(ValueError, "shortcut: expected one of .*; got 'both'"):
            PostNetwork(shortcut='both')

    @unittest.skipUnless(PARITY.exists(), 'the parity fixture of the post’s network is not here')
    def test_logits_are_those_of_the_listing(self):
        fixture = json.loads(PARITY.read_text())
        network = PostNetwork().eval().double()
        weights = {t['name']: formula_tensor(t) for t in fixture['tensors']}
        network.load_state_dict(weights, strict=False)
        key = fixture['input']['image_key']
        logits = evaluate.reference_logits(network, key)['logits']
        np.testing.assert_allclose(logits, fixture['logits'], atol=1e-7)


def formula_tensor(entry):
    """Weights by the formula of the fixture: seeded, uniform between lo and hi."""
    u = (hash32(entry['seed'], np.arange(np.prod(entry['shape']))) >> np.uint64(8)) / 2**24
    values = (entry['lo'] + (entry['hi'] - entry['lo']) * u).astype(np.float32)
    return torch.from_numpy(values.reshape(entry['shape']))


class Data(InFolder):
    def test_binary_layout(self):
        write_binary(self.folder, 20)
        self.assertEqual(data.find_layout(self.folder, 'train'), 'binary')
        images, labels = data.load(self.folder, 'train')
        self.assertEqual((images.shape, images.dtype), ((100, 3, 32, 32), torch.uint8))
        self.assertEqual(labels[:12].tolist(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
        np.testing.assert_array_equal(images[:20].permute(0, 2, 3, 1), noise(20))
        self.assertEqual(data.describe(self.folder, 'test'), 'CIFAR-10 test set, original pixels')

    def test_jpeg_layout(self):
        y, x = np.mgrid[:32, :32]
        pictures = np.array([np.stack([7 * y, 7 * x, 0 * x + 20 * k], 2) for k in range(12)], np.uint8)
        write_jpegs(self.folder, 'test', pictures)
        images, labels = data.load(self.folder, 'test', limit=11)
        self.assertEqual((images.shape, labels.tolist()), ((11, 3, 32, 32), [*range(10), 0]))
        error = np.abs(images.permute(0, 2, 3, 1).numpy().astype(int) - pictures[:11]).mean()
        self.assertLess(error, 3)
        self.assertEqual(data.describe(self.folder, 'test'), 'CIFAR-10 test set, JPEG re-encoded')

    def test_missing_files_are_named_with_what_is_there(self):
        (self.folder / 'train.idx').touch()
        with self.assertRaisesRegex(FileNotFoundError, r'data_batch_1\.bin.*binary layout.*'
                                    r'train\.jpgs\.gz.*JPEG layout.*found: train\.idx$'):
            data.load(self.folder, 'train')
        with self.assertRaisesRegex(FileNotFoundError, 'found: no such folder'):
            data.load(self.folder / 'none', 'train')

    def test_damaged_files_are_named(self):
        (self.folder / 'test_batch.bin').write_bytes(bytes(3000))
        with self.assertRaisesRegex(ValueError, 'test_batch.bin: .*multiple of 3073.*found 3000'):
            data.load(self.folder, 'test')
        write_jpegs(self.folder, 'train', noise(2))
        np.array([0, 5], '<u4').tofile(self.folder / 'train.idx')
        with self.assertRaisesRegex(ValueError, 'train.idx: expected a last offset of .* found 5'):
            data.load(self.folder, 'train')

    def test_augmented_images_are_windows_of_the_mirrored_border(self):
        images = torch.arange(3 * 32 * 32).remainder(251).to(torch.uint8).view(1, 3, 32, 32)
        padded = data.pad(images)
        windows = [w for y in range(9) for x in range(9)
                   for w in (padded[0, :, y:y + 32, x:x + 32],
                             padded[0, :, y:y + 32, x:x + 32].flip(2))]
        for cut in data.augment(padded, torch.zeros(8, dtype=torch.long), np.random.default_rng(2)):
            self.assertTrue(any(torch.equal(cut, window) for window in windows))


class Training(InFolder):
    def setUp(self):
        super().setUp()
        write_binary(self.folder, 20)

    def arguments(self, name, *more):
        return ['--data', str(self.folder), '--out', str(self.folder / name), *TINY, *more]

    def checkpoint(self, name):
        return torch.load(self.folder / f'{name}.pt')

    def interrupt_after_one_epoch(self, name):
        arguments = train.parse(self.arguments(name))
        run, checkpoint = train.start(arguments, 'cpu')
        splits = [data.load(self.folder, split) for split in ('train', 'test')]
        next(train.train_epochs(run, *splits, checkpoint))

    def test_an_interrupted_run_ends_like_one_that_was_not(self):
        quietly(train.main, self.arguments('whole'))
        self.interrupt_after_one_epoch('parts')
        quietly(train.main, self.arguments('parts', '--resume'))
        whole, parts = self.checkpoint('whole'), self.checkpoint('parts')
        self.assertEqual((whole['epoch'], whole['step']), (3, 15))
        self.assertEqual((parts['epoch'], parts['step']), (3, 15))
        for weights in ('last', 'averaged'):
            for name, tensor in whole[weights].items():
                self.assertTrue(torch.equal(tensor, parts[weights][name]), f'{weights} {name}')

    def test_the_log_has_the_recipe_and_a_line_an_epoch_and_no_paths(self):
        quietly(train.main, self.arguments('run'))
        text = (self.folder / 'run.jsonl').read_text()
        head, *rows = map(json.loads, text.splitlines())
        self.assertEqual(head['arguments']['width'], 0.1)
        self.assertEqual([(row['epoch'], row['size']) for row in rows], [(1, 8), (2, 16), (3, 16)])
        self.assertNotIn(str(self.folder), text)

    def test_a_finished_run_is_neither_overwritten_nor_resumed_with_another_recipe(self):
        quietly(train.main, self.arguments('run'))
        with self.assertRaisesRegex(SystemExit, 'exists: continue it with --resume'):
            train.main(self.arguments('run'))
        with self.assertRaisesRegex(SystemExit, 'seed was 0, now 7'):
            train.main(self.arguments('run', '--resume', '--seed', '7'))

    def test_a_run_goes_on_from_shipped_weights_of_the_same_network(self):
        quietly(train.main, self.arguments('first'))
        shipped = self.folder / 'first.safetensors'
        export.export_weights(self.checkpoint('first'), shipped)
        onward = train.Run(train.parse(self.arguments('onward', '--start', str(shipped))), 'cpu')
        for name, tensor in read_tensors(shipped)[0].items():
            self.assertTrue(torch.equal(onward.network.state_dict()[name], tensor), name)
        with self.assertRaisesRegex((ValueError, RuntimeError), 'missing|size mismatch'):
            train.Run(train.parse(self.arguments('other', '--start', str(shipped), '--width', '0.2')), 'cpu')

    def test_a_schedule_by_the_clock_ends(self):
        arguments = self.arguments('clock', '--epochs', '0', '--minutes', '0.001')
        quietly(train.main, arguments)
        self.assertTrue(self.checkpoint('clock')['finished'])

    def test_a_checkpoint_becomes_one_file_and_one_line(self):
        quietly(train.main, self.arguments('run'))
        target = self.folder / 'shipped' / 'tiny.safetensors'
        index = target.parent / 'index.json'
        quietly(export.main, [str(self.folder / 'run.pt'), str(target), '--title', 'Tiny',
                              '--default', '--logs', str(self.folder / 'logs')])
        predictions = self.folder / 'predictions.json'
        quietly(evaluate.main, [str(target), '--data', str(self.folder), '--index', str(index),
                                '--predictions', str(predictions)])
        entry, = read_index(index)
        predicted = json.loads(predictions.read_text())['predicted']
        right = sum(label == k % 10 for k, label in enumerate(predicted))
        self.assertEqual(entry['accuracy']['top1'], right / 20)
        self.assertEqual(len(index.read_text().splitlines()), 3)
        self.assertEqual(entry['network']['options'], {'preset': 'post', 'width': 0.1, 'expansion': 1})
        self.assertEqual(entry['accuracy']['images'], 20)
        self.assertEqual(entry['made']['command'],
                         'python3 training/train.py --epochs 3 --width 0.1 --expansion 1 --batch 20 '
                         '--sizes 8,16')
        self.assertTrue((self.folder / 'logs' / 'tiny.jsonl').exists())
        averaged = self.checkpoint('run')['averaged']
        for name, tensor in evaluate.load_network(target).state_dict().items():
            if not name.endswith('num_batches_tracked'):
                torch.testing.assert_close(tensor, averaged[name].half().float(), rtol=0, atol=0)


class Experiments(InFolder):
    ONE = {'recipe': {'epochs': 2, 'batch': 20, 'lr': 0.3, 'resolution': 8},
           'experiments': [{'id': 'one', 'arms': ['wide', 'thin']}, {'id': 'two', 'arms': ['wide']}],
           'arms': {arm: {'network': {'id': 'mobilenet-v2', 'options': {
               'preset': 'post', 'pool': 'global', 'resolution': 8, 'width': width, 'shortcut': 'none'}}}
               for arm, width in (('wide', 0.1), ('thin', 0.05))}}

    def setUp(self):
        super().setUp()
        write_binary(self.folder, 20)
        (self.folder / 'index.json').write_text(json.dumps(self.ONE))
        places = {'FOLDER': '', 'LOGS': 'logs', 'RUNS': 'runs'}
        for name, place in places.items():
            patch = unittest.mock.patch.object(experiments, name, self.folder / place)
            patch.start()
            self.addCleanup(patch.stop)

    def run_all(self, *more):
        quietly(experiments.main, ['run', '--data', str(self.folder), *more])

    def logs(self):
        return sorted(p.name for p in (self.folder / 'logs').iterdir())

    def test_every_arm_is_run_once_a_seed_and_collected_from_its_log(self):
        self.run_all('two', '--seeds', '1')
        self.assertEqual(self.logs(), ['wide-0.jsonl'])
        before = (self.folder / 'logs' / 'wide-0.jsonl').stat().st_mtime_ns
        self.run_all('--seeds', '2')
        self.assertEqual(self.logs(), ['thin-0.jsonl', 'thin-1.jsonl', 'wide-0.jsonl', 'wide-1.jsonl'])
        self.assertEqual((self.folder / 'logs' / 'wide-0.jsonl').stat().st_mtime_ns, before)
        experiments.main(['collect'])
        arm = json.loads((self.folder / 'wide.json').read_text())
        self.assertEqual([run['seed'] for run in arm['runs']], [0, 1])
        log = [json.loads(line) for line in (self.folder / 'logs' / 'wide-1.jsonl').read_text().splitlines()]
        self.assertEqual(arm['runs'][1]['epochs'],
                         [{k: row[k] for k in ('epoch', 'loss', 'test')} for row in log[1:]])
        self.assertEqual(arm['runs'][0]['data'], 'CIFAR-10 train set, original pixels')

    def test_a_run_that_was_interrupted_goes_on(self):
        self.run_all('two', '--seeds', '1')
        whole = (self.folder / 'logs' / 'wide-0.jsonl').read_text()
        (self.folder / 'logs' / 'wide-0.jsonl').unlink()
        arguments = experiments.arguments_of(self.ONE, 'wide', 0)
        arguments.data = self.folder
        with contextlib.redirect_stdout(io.StringIO()):
            head = json.loads(whole.splitlines()[0])
            run, checkpoint = train.start(arguments, 'cpu')
            first = next(train.train_epochs(run, *train.load_data(arguments, 'cpu'), checkpoint))
            (self.folder / 'runs' / 'wide-0.jsonl').write_text(json.dumps(head) + '\n' + json.dumps(first) + '\n')
        self.run_all('two', '--seeds', '1')
        again = (self.folder / 'logs' / 'wide-0.jsonl').read_text()
        self.assertEqual(*([(row.get('loss'), row.get('test')) for row in map(json.loads, text.splitlines())]
                           for text in (whole, again)))

    def test_a_log_of_another_recipe_is_refused(self):
        self.run_all('two', '--seeds', '1')
        (self.folder / 'index.json').write_text(json.dumps(self.ONE).replace('"lr": 0.3', '"lr": 0.2'))
        with self.assertRaisesRegex(SystemExit, 'lr was 0.3, now 0.2'):
            experiments.main(['collect'])

    def test_what_is_asked_for_must_be_there(self):
        with self.assertRaisesRegex(SystemExit, 'expected experiments among one, two; got three'):
            self.run_all('three')
        with self.assertRaisesRegex(ValueError, 'expected the preset post, resolution 8'):
            experiments.training_options({'preset': 'post', 'resolution': 8}, 8)
        with self.assertRaisesRegex(ValueError, 'expected options among width.*got widht'):
            experiments.training_options({'preset': 'post', 'widht': 1}, 32)


class ShippedExperiments(unittest.TestCase):
    def test_the_data_are_those_of_the_logs(self):
        definition = experiments.read_definition()
        for arm in definition['arms']:
            path = experiments.FOLDER / f'{arm}.json'
            for run in json.loads(path.read_text())['runs'] if path.exists() else []:
                self.assertEqual(run, experiments.read_run(definition, arm, run['seed']))

    def test_the_shapes_are_those_of_the_networks(self):
        definition = experiments.read_definition()
        for entry in json.loads(experiments.SHAPES.read_text()):
            again = experiments.shapes_of(entry['network']['options'],
                                          16 if entry['id'] in definition['arms'] else 32)
            self.assertEqual(again, {k: entry[k] for k in ('parameters', 'modules')}, entry['id'])


class Files(InFolder):
    def test_tensors_survive_writing_and_reading(self):
        tensors = {'a': torch.randn(2, 3).half().float(), 'b.c': torch.arange(5.0)}
        write_tensors(self.folder / 'x.safetensors', tensors, {'network': 'n'})
        again, metadata = read_tensors(self.folder / 'x.safetensors')
        self.assertEqual((list(again), metadata), (['a', 'b.c'], {'network': 'n'}))
        self.assertTrue(all(torch.equal(again[k], tensors[k]) for k in tensors))

    def test_a_file_with_other_tensors_is_refused(self):
        path = self.folder / 'x.safetensors'
        write_tensors(path, {'conv9.weight': torch.ones(1)}, {'arguments': '{}'})
        with self.assertRaisesRegex(ValueError, r"missing: \['bn1.bias'.*unknown: \['conv9.weight'\]"):
            evaluate.load_network(path)

    def test_one_line_an_entry_and_one_default(self):
        index = self.folder / 'index.json'
        for id, default in (('a', True), ('b', True), ('a', False)):
            put_entry(index, {'id': id, 'default': default})
        self.assertEqual(index.read_text(),
                         '[\n{"id":"a","default":false},\n{"id":"b","default":true}\n]\n')


class Shipped(unittest.TestCase):
    entries = read_index(WEIGHTS / 'index.json')

    def test_every_line_tells_the_truth_about_its_file(self):
        for entry in self.entries:
            with self.subTest(entry['id']):
                path = WEIGHTS / entry['file']
                self.assertEqual({k: entry[k] for k in ('bytes', 'sha256')}, fingerprint(path))
                arguments = json.loads(read_tensors(path)[1]['arguments'])
                self.assertEqual(entry['network']['options'], export.network_options(arguments))
                self.assertTrue((ROOT / entry['made']['log']).exists())
                evaluate.load_network(path)

    def test_one_line_is_the_default_and_ids_differ(self):
        self.assertEqual(sum(entry['default'] for entry in self.entries), 1)
        self.assertEqual(len({entry['id'] for entry in self.entries}), len(self.entries))

    def test_the_reference_logits_are_those_of_the_file(self):
        for path in LOGITS.glob('*-logits.json'):
            fixture = json.loads(path.read_text())
            file = WEIGHTS / fixture['weights']['file']
            self.assertEqual(fixture['weights']['sha256'], fingerprint(file)['sha256'])
            network = evaluate.load_network(file)
            for image in fixture['images']:
                again = evaluate.reference_logits(network, image['image_key'])
                np.testing.assert_allclose(again['logits'], image['logits'], atol=1e-7)


class FormulaImages(unittest.TestCase):
    def test_pixels_are_those_of_the_published_checksum(self):
        self.assertEqual(crc32(make_image(32, 32, 'visible-a')), 2070309121)


if __name__ == '__main__':
    torch.set_num_threads(1)
    unittest.main()
